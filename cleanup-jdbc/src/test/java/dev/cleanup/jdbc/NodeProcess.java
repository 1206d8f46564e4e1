package dev.cleanup.jdbc;

import dev.cleanup.CleanupListener;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A node in a process of its own, which can be killed and stopped. Its runs stay in their first batch until the process may go on. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Starts a node; {@link #main} is what it does. */
    static NodeProcess start(String url, String node, Duration heartbeat) throws IOException {
        File log = File.createTempFile("node-process", ".log");
        log.deleteOnExit();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        url,
                        node,
                        heartbeat.toString())
                .redirectError(ProcessBuilder.Redirect.to(log))
                .start();
        NodeProcess started = new NodeProcess(process);
        Thread reader = new Thread(started::read, "reads " + node);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | RuntimeException ended) {
            lines.add("ended");
        }
    }

    /** Whether the node has said this. */
    boolean said(String word) {
        return lines.stream().anyMatch(line -> line.startsWith(word));
    }

    List<String> lines() {
        return lines;
    }

    /** Sends it a signal: KILL, STOP or CONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Lets the batch that is under way end. */
    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        CleanupService service = service(arguments[0], arguments[1], Duration.parse(arguments[2]), item -> {
            System.out.println("removing");
            int unused = System.in.read();
            return Removal.removed();
        });
        service.start();
        System.out.println("started");
        Thread.currentThread().join();
    }

    /** What happens to an item. */
    interface Remove {
        Removal remove(Resource item) throws Exception;
    }

    /** The service, as every node has it: a run is due at once. */
    static CleanupService service(String url, String node, Duration heartbeat, Remove remove) {
        return CleanupService.builder()
                .name("bots")
                .node(node)
                .task(CleanupTask.ofResources(
                        "files", NodeProcess::items, RetentionPolicy.keepFor("7d"), remove::remove))
                .listener(new CleanupListener() {
                    @Override
                    public void runEnded(CleanupRun run) {
                        System.out.println(run.status() + " " + run.reason());
                    }
                })
                .schedule(Schedule.every(Duration.ofHours(1)))
                .scheduler(ClusterScheduler.builder(new UrlDataSource(url))
                        .createTables()
                        .heartbeat(heartbeat)
                        .build())
                .build();
    }

    private static List<Resource> items() {
        return IntStream.range(0, 3)
                .mapToObj(number -> Resource.of("file-" + number, Instant.now().minus(Duration.ofDays(9))))
                .toList();
    }
}
