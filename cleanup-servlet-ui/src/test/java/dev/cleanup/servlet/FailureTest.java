package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupStatus;
import dev.cleanup.Explanation;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong inside stays inside; the caller gets a reference to it. */
class FailureTest {
    private static final String SECRET = "jdbc:postgresql://db/bots?password=hunter2";

    static Stream<Supplier<RuntimeException>> faults() {
        return Stream.of(
                () -> new IllegalStateException(SECRET),
                () -> new CleanupException(SECRET),
                () -> {
                    throw new AssertionError(SECRET);
                },
                () -> {
                    throw new StackOverflowError(SECRET);
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_failure_tells_the_caller_a_reference_and_the_log_the_rest(Supplier<RuntimeException> fault) {
        Log log = new Log();
        try (Server server = new Server(new FaultyOperations(fault))) {
            for (Reply reply : List.of(server.send("GET", "/status", VIEWER), server.send("POST", "", OPERATOR))) {
                assertThat(reply.status()).isIn(500, 503);
                assertThat(reply.text())
                        .doesNotContain("hunter2", "Exception", "AssertionError", "StackOverflowError", "dev.cleanup");
                assertThat(log.since())
                        .contains("reference " + reply.json().getString("reference"))
                        .contains("at dev.cleanup.servlet.FaultyOperations");
            }
        }
    }

    @Test
    void a_closed_service_is_unavailable_for_runs_and_still_shows_its_status() {
        CleanupService service =
                CleanupService.builder().task(Shelf.withOld(1).task("shelf")).build();
        try (Server server = new Server(service)) {
            service.close();
            assertThat(server.send("POST", "", ADMIN).status()).isEqualTo(503);
            assertThat(server.send("POST", "?dry_run=false", ADMIN).status()).isEqualTo(503);
            assertThat(server.send("GET", "/status", ADMIN).status()).isEqualTo(200);
        }
    }

    @Test
    void an_answer_that_fails_while_it_is_written_is_a_500_and_nothing_of_it_is_left() {
        try (CleanupService service = someRuns();
                Server server = new Server(new BrokenHistory(service, 1))) {
            Reply reply = server.send("GET", "/status", VIEWER);
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.json().getString("reference")).isNotBlank();
        }
    }

    @Test
    void an_answer_of_which_a_part_is_sent_is_cut_off_and_never_looks_whole() {
        try (CleanupService service = someRuns();
                Server server = new Server(new BrokenHistory(service, 5_000))) {
            assertThatThrownBy(() -> server.send("GET", "/runs/some", VIEWER)).hasCauseInstanceOf(IOException.class);
        }
    }

    private static CleanupService someRuns() {
        CleanupService service =
                CleanupService.builder().task(Shelf.withOld(1).task("shelf")).build();
        service.run(RunRequest.dryRun());
        return service;
    }

    /** A history that ends in something that cannot be written. */
    private record BrokenHistory(CleanupOperations good, int runs) implements CleanupOperations {
        @Override
        public List<CleanupRun> latest(int limit) {
            List<CleanupRun> list =
                    new ArrayList<>(Collections.nCopies(runs, good.latest(1).get(0)));
            list.add(null);
            return list;
        }

        @Override
        public CleanupStatus status() {
            return good.status();
        }

        @Override
        public RunHandle begin(RunRequest request) {
            return good.begin(request);
        }

        @Override
        public boolean stop(String runId, String requestedBy) {
            return good.stop(runId, requestedBy);
        }

        @Override
        public Optional<CleanupRun> find(String runId) {
            CleanupRun run = good.latest(1).get(0);
            List<TaskRun> tasks =
                    new ArrayList<>(Collections.nCopies(runs, run.tasks().get(0)));
            tasks.add(new TaskRun("broken", "", RunStatus.FAILED, "", Optional.empty(), null, List.of()));
            return Optional.of(new CleanupRun(
                    run.id(),
                    run.mode(),
                    run.status(),
                    run.plan(),
                    run.requestedBy(),
                    run.reason(),
                    run.startedAt(),
                    run.updatedAt(),
                    run.finishedAt(),
                    tasks));
        }

        @Override
        public Optional<Explanation> explain(String task, String id) {
            return good.explain(task, id);
        }
    }
}
