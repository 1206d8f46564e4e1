package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What needs a person is loud. */
class AttentionTest {
    private final AtomicBoolean broken = new AtomicBoolean();

    private CleanupTask flaky() {
        return CleanupTask.ofResources(
                "flaky",
                () -> {
                    if (broken.get()) {
                        throw new IOException("no list");
                    }
                    return List.of(Resource.of("a", Shelf.daysAgo(9)), Resource.of("b", Shelf.daysAgo(9)));
                },
                RetentionPolicy.keepFor("7d"),
                thing -> Removal.removed());
    }

    private static CleanupServiceBuilder quick() {
        return CleanupService.builder().retry(1, Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private static List<String> problems(Server server) {
        return server.send("GET", "/status", VIEWER)
                .json()
                .getJsonArray("problems")
                .getValuesAs((JsonObject problem) -> problem.getString("kind") + " " + problem.get("task"));
    }

    @Test
    void a_service_that_works_has_no_problems() {
        try (CleanupService service = quick().task(flaky()).build();
                Server server = new Server(service)) {
            assertThat(problems(server)).isEmpty();
            server.send("POST", "?dry_run=false", ADMIN);
            assertThat(problems(server)).isEmpty();
        }
    }

    @Test
    void a_task_that_failed_and_its_open_breaker_stay_loud_until_it_works_again() {
        try (CleanupService service = quick().task(flaky()).build();
                Server server = new Server(service)) {
            broken.set(true);
            String run = server.send("POST", "", OPERATOR).json().getString("id");
            assertThat(problems(server)).containsExactly("BREAKER_OPEN \"flaky\"", "FAILED \"flaky\"");
            JsonObject failed = server.send("GET", "/status", VIEWER)
                    .json()
                    .getJsonArray("problems")
                    .getJsonObject(1);
            assertThat(failed.getString("run")).isEqualTo(run);
            assertThat(failed.getString("text")).contains("no list");
            broken.set(false);
            server.send("POST", "", OPERATOR);
            assertThat(problems(server)).isEmpty();
        }
    }

    @Test
    void a_refused_task_is_loud_until_its_next_run_is_not_refused() {
        try (CleanupService service =
                        quick().task(flaky(), RemovalLimit.items(1)).build();
                Server server = new Server(service)) {
            server.send("POST", "?dry_run=false", ADMIN);
            assertThat(problems(server)).containsExactly("REFUSED \"flaky\"");
            // A plan that is unknown is refused as a whole and says nothing of the task.
            server.send("POST", "?dry_run=false&plan=unknown", ADMIN);
            assertThat(problems(server)).containsExactly("REFUSED \"flaky\"");
            String plan = server.send("POST", "", OPERATOR).json().getString("id");
            server.send("POST", "?dry_run=false&plan=" + plan, ADMIN);
            assertThat(problems(server)).isEmpty();
        }
    }

    @Test
    void a_task_of_which_nothing_can_be_removed_is_loud_though_its_run_succeeded() {
        CleanupTask held = CleanupTask.ofResources(
                "held", () -> List.of(Resource.of("a", Shelf.daysAgo(9))), RetentionPolicy.keepFor("7d"), thing -> {
                    throw new IOException("no permission");
                });
        try (CleanupService service = quick().task(held).build();
                Server server = new Server(service)) {
            server.send("POST", "", OPERATOR);
            assertThat(problems(server)).isEmpty();
            server.send("POST", "?dry_run=false", ADMIN);
            assertThat(problems(server)).containsExactly("FAILED \"held\"");
        }
    }

    @Test
    void a_schedule_that_was_not_started_or_is_overdue_is_loud() {
        Stuck stuck = new Stuck();
        try (CleanupService service = quick().task(flaky())
                        .schedule(Schedule.every(Duration.ofHours(6)))
                        .scheduler(stuck)
                        .build();
                Server server = new Server(service)) {
            assertThat(problems(server)).containsExactly("NOT_STARTED null");
            stuck.next = Optional.of(Instant.now().minus(Duration.ofDays(30)));
            assertThat(problems(server)).containsExactly("OVERDUE null");
            stuck.next = Optional.of(Instant.now().plus(Duration.ofHours(1)));
            assertThat(problems(server)).isEmpty();
        }
    }

    private static final class Stuck implements Scheduler {
        private Optional<Instant> next = Optional.empty();

        @Override
        public void start(Schedule schedule, Instant from, Runnable job) {}

        @Override
        public Optional<Instant> nextRun() {
            return next;
        }

        @Override
        public void close() {}
    }

    private static CleanupRun abandoned(TaskRun... tasks) {
        Instant heard = Instant.now().minusSeconds(60);
        return new CleanupRun(
                "lost",
                RunMode.EXECUTE,
                RunStatus.ABANDONED,
                Optional.empty(),
                "schedule",
                "the node that ran it died",
                heard,
                heard,
                Optional.of(heard),
                List.of(tasks));
    }

    private static CleanupServiceBuilder after(CleanupRun run) {
        HistoryStore history = HistoryStore.inMemory();
        history.save(run);
        return quick().history(history);
    }

    @Test
    void a_run_whose_node_died_is_loud_until_its_task_runs_again() {
        TaskRun part = new TaskRun(
                "flaky", "rule", RunStatus.ABANDONED, "the node died", Optional.empty(), Tally.NONE, List.of());
        try (CleanupService service = after(abandoned(part)).task(flaky()).build();
                Server server = new Server(service)) {
            assertThat(problems(server)).containsExactly("ABANDONED \"flaky\"");
            assertThat(server.send("GET", "/events", VIEWER).text()).contains("TASK_ABANDONED");
            server.send("POST", "", OPERATOR);
            assertThat(problems(server)).isEmpty();
        }
    }

    @Test
    void a_run_whose_node_died_before_its_first_task_is_loud_until_the_next_run() {
        try (CleanupService service = after(abandoned()).task(flaky()).build();
                Server server = new Server(service)) {
            assertThat(problems(server)).containsExactly("ABANDONED null");
            server.send("POST", "", OPERATOR);
            assertThat(problems(server)).isEmpty();
        }
    }
}
