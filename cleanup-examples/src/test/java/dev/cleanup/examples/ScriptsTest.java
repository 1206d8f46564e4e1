package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' scripts against a service over HTTP. */
class ScriptsTest {
    private static final Path SCRIPTS = Path.of("../scripts");
    private static final String ADMIN = "a-token-of-the-test-for-whoever-may-do-everything";
    private static final String VIEWER = "a-token-of-the-test-for-whoever-may-look-at-things";
    private static final int FINE = 0;
    private static final int WARNING = 1;
    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;

    private final Set<String> files = new ConcurrentSkipListSet<>(Set.of("a", "b", "c"));
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean broken;
    private volatile boolean holding;
    private String path = "";
    private CleanupService service;
    private DemoServer server;
    private String address;

    @TempDir
    File directory;

    @BeforeEach
    void serve() {
        assumeTrue(has("curl"), "the scripts need curl, which is not installed");
        CleanupTask task = CleanupTask.ofResources(
                "uploads", this::list, RetentionPolicy.keepFor(Duration.ofDays(7)), upload -> remove(upload.id()));
        service = CleanupService.builder()
                .task(task, RemovalLimit.items(5))
                .schedule(Schedule.every(Duration.ofHours(6)))
                .retry(1, Duration.ofMillis(1), Duration.ofMillis(2))
                .build();
        service.start();
        CleanupServlet servlet = CleanupServlet.builder(service)
                .authenticator(BearerTokens.builder()
                        .token("admin", Role.ADMIN, ADMIN)
                        .token("viewer", Role.VIEWER, VIEWER)
                        .build())
                .build();
        server = new DemoServer("localhost", 0, "PORT").mount(servlet, "/cleanup/*");
        address = server.start() + "/cleanup";
    }

    @AfterEach
    void close() {
        held.countDown();
        if (server != null) {
            server.close();
            service.close();
        }
    }

    private List<Resource> list() throws IOException {
        if (broken) {
            throw new IOException("the disk is gone | \"quoted\\");
        }
        Instant old = Instant.now().minus(Duration.ofDays(30));
        return files.stream().map(id -> Resource.of(id, old)).toList();
    }

    private Removal remove(String id) throws InterruptedException {
        if (holding) {
            held.await(60, TimeUnit.SECONDS);
        }
        files.remove(id);
        return Removal.removed();
    }

    private static boolean has(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private record Ended(int code, String output, String errors) {}

    private Process start(String token, String... command) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("sh", SCRIPTS.resolve(command[0]).toString()));
        all.addAll(List.of(command).subList(1, command.length));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(new File(directory, "errors"));
        builder.environment().putAll(Map.of("CLEANUP_URL", address, "CLEANUP_TOKEN", token));
        builder.environment().merge("PATH", path, (usual, first) -> first + usual);
        return builder.start();
    }

    private Ended run(String token, String... command) throws Exception {
        Process process = start(token, command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(
                process.waitFor(), output, Files.readString(directory.toPath().resolve("errors")));
    }

    @Test
    void the_monitors_exit_code_follows_the_state_of_the_service() throws Exception {
        assertThat(monitor(FINE)).startsWith("CLEANUP OK - cleanup: next run 2").contains("problems=0 eligible=0");

        broken = true;
        service.run(RunRequest.execute());
        // A bar would begin the performance data.
        assertThat(monitor(CRITICAL))
                .startsWith("CLEANUP CRITICAL - cleanup: BREAKER_OPEN uploads: ")
                .contains("; FAILED uploads: IOException: the disk is gone / \"quoted\\ | problems=2")
                .hasLineCount(1);

        broken = false;
        files.addAll(Set.of("d", "e", "f", "g"));
        service.run(RunRequest.execute());
        assertThat(monitor(WARNING)).startsWith("CLEANUP WARNING - cleanup: REFUSED uploads: ");

        files.removeAll(Set.of("d", "e", "f", "g"));
        service.run(RunRequest.execute());
        assertThat(monitor(FINE)).contains("CLEANUP OK", "eligible=3 removed=3 skipped=0 failed=0 unknown=0");

        service.close();
        assertThat(monitor(CRITICAL)).contains("NOT_STARTED");
        server.close();
        assertThat(monitor(CRITICAL)).startsWith("CLEANUP CRITICAL - " + address + " does not answer: ");
    }

    private String monitor(int code) throws Exception {
        Ended ended = run(VIEWER, "monitor-cleanup.sh");
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
        return ended.output();
    }

    @Test
    void the_monitor_does_not_know_with_a_wrong_token() throws Exception {
        Ended ended = run("wrong", "monitor-cleanup.sh");

        assertThat(ended.code()).isEqualTo(UNKNOWN);
        assertThat(ended.output()).startsWith("CLEANUP UNKNOWN - " + address + " does not accept the token (401)");
    }

    @Test
    void a_dry_run_shows_the_plan_and_execute_applies_exactly_that() throws Exception {
        Ended dry = run(ADMIN, "cleanup.sh", "dry-run");

        assertThat(dry.code()).as(dry.errors()).isEqualTo(FINE);
        assertThat(dry.output()).containsPattern("uploads +SUCCEEDED +3 +3 +0");
        assertThat(files).hasSize(3);
        String plan = dry.output().strip().replaceAll("(?s).*--plan ", "");
        files.add("later");

        Ended executed = run(ADMIN, "cleanup.sh", "execute", "--plan", plan, "--yes");

        assertThat(executed.code()).as(executed.errors()).isEqualTo(FINE);
        assertThat(executed.output()).contains("removal ").containsPattern("uploads +SUCCEEDED +3 +3 +3");
        assertThat(files).containsExactly("later");
        Ended again = run(ADMIN, "cleanup.sh", "execute", "--plan", plan, "--yes");
        assertThat(again.code()).isNotEqualTo(FINE);
        assertThat(files).containsExactly("later");
    }

    @Test
    void a_dry_run_and_its_removal_within_one_second_are_two_runs() throws Exception {
        Path date = directory.toPath().resolve("date");
        Files.writeString(date, "#!/bin/sh\necho 1\n");
        assertThat(date.toFile().setExecutable(true)).isTrue();
        path = directory + File.pathSeparator;

        Ended executed = run(ADMIN, "cleanup.sh", "execute", "--yes");

        assertThat(executed.code()).as(executed.errors()).isEqualTo(FINE);
        assertThat(files).isEmpty();
    }

    @Test
    void execute_removes_nothing_when_nobody_can_be_asked() throws Exception {
        Ended ended = run(ADMIN, "cleanup.sh", "execute");

        assertThat(ended.code()).isEqualTo(UNKNOWN);
        assertThat(ended.errors()).contains("nobody can be asked", "--yes");
        assertThat(files).hasSize(3);
    }

    @Test
    void execute_asks_on_a_terminal_and_takes_only_yes() throws Exception {
        assumeTrue(has("script"), "a terminal needs script (util-linux), which is not installed");
        assertThat(onTerminal("no")).contains("Remove 3 items?", "not confirmed, nothing was removed");
        assertThat(files).hasSize(3);

        assertThat(onTerminal("yes")).contains("\u001b[32mSUCCEEDED");
        assertThat(files).isEmpty();
    }

    private String onTerminal(String answer) throws Exception {
        String command = "sh " + SCRIPTS.resolve("cleanup.sh") + " execute";
        ProcessBuilder builder =
                new ProcessBuilder("script", "--quiet", "--command", command, "/dev/null").redirectErrorStream(true);
        builder.environment().putAll(Map.of("CLEANUP_URL", address, "CLEANUP_TOKEN", ADMIN, "TERM", "xterm"));
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        boolean answered = false;
        for (int read = process.getInputStream().read();
                read >= 0;
                read = process.getInputStream().read()) {
            output.append((char) read);
            if (!answered && output.toString().endsWith("yes\u001b[0m: ")) {
                process.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
                answered = true;
            }
        }
        process.waitFor();
        return output.toString();
    }

    @Test
    void a_viewer_may_look_and_nothing_else() throws Exception {
        assertThat(run(VIEWER, "cleanup.sh", "status").code()).isEqualTo(FINE);
        assertThat(run(VIEWER, "cleanup.sh", "history").code()).isEqualTo(FINE);

        Ended ended = run(VIEWER, "cleanup.sh", "execute", "--yes");

        assertThat(ended.code()).isEqualTo(UNKNOWN);
        assertThat(ended.errors()).contains("does not accept the token (403)");
        assertThat(files).hasSize(3);
    }

    @Test
    void the_exit_code_of_status_is_that_of_the_monitor() throws Exception {
        broken = true;
        service.run(RunRequest.execute());

        Ended status = run(VIEWER, "cleanup.sh", "status");

        assertThat(status.code()).isEqualTo(CRITICAL);
        assertThat(status.output()).contains("FAILED uploads: ");
    }

    @Test
    void status_and_history_show_what_was_refused() throws Exception {
        files.addAll(Set.of("d", "e", "f"));
        Ended executed = run(ADMIN, "cleanup.sh", "execute", "--yes");
        assertThat(executed.code())
                .as("a plan that a person saw is no surprise")
                .isEqualTo(FINE);
        files.addAll(Set.of("a", "b", "c", "d", "e", "f"));
        service.run(RunRequest.execute().requestedBy("nightly"));

        Ended status = run(ADMIN, "cleanup.sh", "status");
        assertThat(status.code()).isEqualTo(WARNING);
        assertThat(status.output()).contains("task uploads: keep 7d", "REFUSED uploads: ");
        Ended history = run(ADMIN, "cleanup.sh", "history", "--limit", "2");
        assertThat(history.output())
                .containsPattern("EXECUTE +REFUSED +nightly +6 +0 +0")
                .contains("the removal limit is 5 items")
                .containsPattern("APPLY +SUCCEEDED +admin +6 +6 +0");
    }

    @Test
    void watch_shows_a_run_and_stop_stops_it() throws Exception {
        holding = true;
        String id = service.begin(RunRequest.execute()).current().id();
        Process watching = start(VIEWER, "cleanup.sh", "watch", "--every", "1");
        try (var lines = watching.inputReader()) {
            assertThat(lines.readLine()).contains("EXECUTE RUNNING  uploads 0 of 3", id);

            Ended stopped = run(ADMIN, "cleanup.sh", "stop");
            assertThat(stopped.output()).contains("the run " + id + " stops before its next batch");
            held.countDown();
            String line = lines.readLine();
            while (line.contains("RUNNING") || line.contains("STOPPING")) {
                line = lines.readLine();
            }
            assertThat(line).contains(id);
        } finally {
            watching.destroy();
        }
        assertThat(run(ADMIN, "cleanup.sh", "stop").code()).isEqualTo(WARNING);
    }

    @Test
    void what_is_asked_wrongly_is_named() throws Exception {
        assertThat(run(ADMIN, "cleanup.sh").errors()).contains("there is no command");
        assertThat(run(ADMIN, "cleanup.sh", "clean").errors()).contains("'clean' is not a command; accepted are");
        assertThat(run(ADMIN, "cleanup.sh", "history", "--limit", "0").errors())
                .contains("--limit is '0'; accepted is a whole number from 1");
        assertThat(run(ADMIN, "cleanup.sh", "execute", "--plan", "x y").errors())
                .contains("'x y' is no id of a run");
        assertThat(run("with \"quotes\"", "cleanup.sh", "status").errors())
                .contains("the token holds what no bearer token may")
                .doesNotContain("quotes\"");
        assertThat(run(ADMIN, "cleanup.sh", "status", "--token", ADMIN))
                .isEqualTo(new Ended(UNKNOWN, "", "cleanup.sh: '--token' is not accepted here; see --help\n"));
    }

    @Test
    void json_is_read_whatever_is_in_it_and_nothing_of_it_commands_a_terminal() throws Exception {
        String json = """
                {"a":[{"b":"x\\"y\\\\z\\u001b[2J\u009b2Jé"},{"b":null}, [], {}],"c":{"d":-1.5e3,"e":true},"f":"","g":"{\\"a\\":[1,2]}"}""";
        assertThat(flatten(json))
                .isEqualTo(new Ended(
                        0, "a.0.b\tx\"y\\z?[2J?2Jé\na.1.b\tnull\nc.d\t-1.5e3\nc.e\ttrue\nf\t\ng\t{\"a\":[1,2]}\n", ""));
        for (String broken : List.of("<html>", "{\"a\":", "{\"a\":\"", "]", "{\"a\":b!}")) {
            assertThat(flatten(broken).code()).as(broken).isNotZero();
        }
    }

    private Ended flatten(String json) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", ". ./cleanup-api.sh; printf %s \"$0\" | flatten", json)
                .directory(SCRIPTS.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, errors);
    }

    @Test
    void shellcheck_finds_nothing() throws Exception {
        boolean required = List.of(
                        System.getProperty("cleanup.test.require", "").split(" *, *", -1))
                .contains("shellcheck");
        assumeTrue(required || has("shellcheck"), "shellcheck is not installed (apt-get install shellcheck)");

        Process process = new ProcessBuilder("shellcheck", "-x", "cleanup.sh", "monitor-cleanup.sh", "cleanup-api.sh")
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
