package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.Removal;
import dev.cleanup.RemovalLimit;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered is what happened. */
class RunAnswerTest {
    private final Shelf shelf = Shelf.withOld(3)
            .put(Resource.of("tagged", Shelf.daysAgo(20)).labelled("The Tagged").tagged("env", "test"))
            .put(Resource.undated("undated"));
    private final CleanupService service = CleanupService.builder()
            .name("bots")
            .task(shelf.task("shelf"))
            .task(stubborn("stubborn"), RemovalLimit.items(5))
            .task(unreadable("unreadable"))
            .task(new Crates(Shelf.withOld(2).task("crates"), 1_500_000_000))
            .schedule(Schedule.every(Duration.ofHours(6)))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private static CleanupTask stubborn(String name) {
        List<Resource> things = List.of(Resource.of("held", Shelf.daysAgo(9)), Resource.of("used", Shelf.daysAgo(8)));
        return CleanupTask.ofResources(name, () -> things, RetentionPolicy.keepFor("7d"), thing -> {
            if (thing.id().equals("used")) {
                return Removal.skipped("in use");
            }
            throw new IllegalStateException("held by another");
        });
    }

    private static CleanupTask unreadable(String name) {
        return CleanupTask.ofResources(
                name,
                () -> {
                    throw new IllegalStateException("no list");
                },
                RetentionPolicy.keepFor("7d"),
                thing -> Removal.removed());
    }

    @Test
    void a_plan_shows_what_would_go_and_applying_it_removes_exactly_that() {
        JsonObject plan = server.send("POST", "?dry_run=true", OPERATOR).json();
        assertThat(plan.getString("mode")).isEqualTo("DRY_RUN");
        assertThat(plan.getString("plan")).isEqualTo(plan.getString("id"));
        assertThat(shelf.ids()).hasSize(6);
        shelf.put(Resource.of("old-later", Shelf.daysAgo(9)));

        JsonObject done = server.send("POST", "?dry_run=false&plan=" + plan.getString("id"), ADMIN)
                .json();

        assertThat(done.getString("mode")).isEqualTo("APPLY");
        assertThat(done.getString("plan")).isEqualTo(plan.getString("id"));
        assertThat(done.getString("requestedBy")).isEqualTo("ada");
        assertThat(shelf.ids()).containsExactly("new", "old-later", "undated");
    }

    @Test
    void the_answer_has_all_of_the_run() {
        Reply reply = server.send("POST", "?dry_run=false", ADMIN);
        JsonObject json = reply.json();
        CleanupRun run = service.latest(1).get(0);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(json.keySet())
                .containsExactly(
                        "id",
                        "mode",
                        "status",
                        "plan",
                        "requestedBy",
                        "node",
                        "reason",
                        "startedAt",
                        "updatedAt",
                        "finishedAt",
                        "durationMillis",
                        "tasks");
        assertThat(json.getString("id")).isEqualTo(run.id());
        assertThat(json.getString("mode")).isEqualTo("EXECUTE");
        assertThat(json.getString("status")).isEqualTo(run.status().name());
        assertThat(json.get("plan")).isEqualTo(JsonValue.NULL);
        assertThat(json.getString("node")).isEqualTo(run.node()).isNotEmpty();
        assertThat(json.getString("reason")).isEqualTo(run.reason());
        assertThat(Instant.parse(json.getString("startedAt"))).isEqualTo(run.startedAt());
        Instant end = run.finishedAt().orElseThrow();
        assertThat(Instant.parse(json.getString("finishedAt"))).isEqualTo(end);
        assertThat(json.getJsonNumber("durationMillis").longValueExact())
                .isEqualTo(Duration.between(run.startedAt(), end).toMillis());
        assertThat(json.getJsonArray("tasks")).hasSameSizeAs(run.tasks());
        for (int i = 0; i < run.tasks().size(); i++) {
            assertSame(json.getJsonArray("tasks").getJsonObject(i), run.tasks().get(i));
        }
        assertThat(json.getJsonArray("tasks")
                        .getJsonObject(3)
                        .getJsonNumber("bytes")
                        .longValueExact())
                .isEqualTo(3_000_000_000L);
        assertThat(json.getJsonArray("tasks").getJsonObject(3).getJsonObject("dependents"))
                .hasToString("{\"labels\":4}");
    }

    private static void assertSame(JsonObject json, TaskRun task) {
        assertThat(json.keySet())
                .containsExactly(
                        "task",
                        "rule",
                        "ruleHash",
                        "status",
                        "reason",
                        "asOf",
                        "eligible",
                        "population",
                        "unknownAge",
                        "oldest",
                        "newest",
                        "listed",
                        "notices",
                        "removed",
                        "skipped",
                        "failed",
                        "unknown",
                        "bytes",
                        "dependents",
                        "findings",
                        "leftovers");
        assertThat(json.getString("task")).isEqualTo(task.task());
        assertThat(json.getString("rule")).isEqualTo(task.rule());
        assertThat(json.getString("ruleHash")).isEqualTo(task.ruleHash());
        assertThat(json.getString("status")).isEqualTo(task.status().name());
        assertThat(json.getString("reason")).isEqualTo(task.reason());
        assertThat(json.getInt("eligible")).isEqualTo((int) task.eligible());
        assertThat(json.getInt("removed")).isEqualTo((int) task.tally().removed());
        assertThat(json.getInt("skipped")).isEqualTo((int) task.tally().skipped());
        assertThat(json.getInt("failed")).isEqualTo((int) task.tally().failed());
        assertThat(json.getInt("unknown")).isEqualTo((int) task.tally().unknown());
        assertThat(json.getJsonNumber("bytes").longValueExact())
                .isEqualTo(task.tally().bytes());
        task.survey()
                .ifPresentOrElse(
                        survey -> {
                            assertThat(Instant.parse(json.getString("asOf"))).isEqualTo(survey.asOf());
                            assertThat(json.getInt("population"))
                                    .isEqualTo((int) survey.population().orElseThrow());
                            assertThat(json.getInt("unknownAge")).isEqualTo((int) survey.unknownAge());
                            assertThat(json.getJsonArray("notices")).hasSameSizeAs(survey.notices());
                        },
                        () -> {
                            assertThat(json.isNull("asOf")).isTrue();
                            assertThat(json.isNull("population")).isTrue();
                        });
        assertThat(json.getJsonArray("findings").getValuesAs((JsonObject finding) -> describe(finding)))
                .isEqualTo(task.findings().stream().map(RunAnswerTest::describe).toList());
        assertThat(json.getJsonArray("leftovers")
                        .getValuesAs((JsonObject leftover) -> leftover.getString("id") + " "
                                + leftover.getBoolean("failed") + " " + leftover.getString("reason")))
                .isEqualTo(task.leftovers().stream()
                        .map(leftover -> leftover.id() + " " + leftover.failed() + " " + leftover.reason())
                        .toList());
    }

    private static String describe(JsonObject finding) {
        String tags = finding.getJsonObject("tags").keySet().stream()
                .map(name -> name + "=" + finding.getJsonObject("tags").getString(name))
                .sorted()
                .toList()
                .toString();
        return List.of(
                        finding.getString("id"),
                        finding.getString("label"),
                        finding.getString("since"),
                        finding.getString("reason"),
                        tags)
                .toString();
    }

    private static String describe(Finding finding) {
        String tags = finding.tags().entrySet().stream()
                .map(Object::toString)
                .sorted()
                .toList()
                .toString();
        return List.of(
                        finding.id(),
                        finding.label(),
                        finding.since().orElseThrow().toString(),
                        finding.reason(),
                        tags)
                .toString();
    }

    @Test
    void failed_and_spared_items_and_failed_tasks_are_told_with_200() {
        JsonObject done = server.send("POST", "?dry_run=false", ADMIN).json();
        assertThat(done.getString("status")).isEqualTo("FAILED");
        JsonObject stubborn = done.getJsonArray("tasks").getJsonObject(1);
        assertThat(stubborn.getInt("skipped")).isEqualTo(1);
        assertThat(stubborn.getInt("failed")).isEqualTo(1);
        assertThat(stubborn.getJsonArray("leftovers")).hasSize(2);
        JsonObject unreadable = done.getJsonArray("tasks").getJsonObject(2);
        assertThat(unreadable.getString("status")).isEqualTo("FAILED");
        assertThat(unreadable.isNull("asOf")).isTrue();
    }

    @Test
    void a_refused_run_is_an_answer_not_an_error() {
        Reply reply = server.send("POST", "?dry_run=false&plan=unheard-of", ADMIN);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("REFUSED");
        assertThat(reply.json().getString("plan")).isEqualTo("unheard-of");
        assertThat(reply.json().getString("reason")).isNotBlank();
        assertThat(shelf.ids()).hasSize(6);
    }

    @Test
    void each_run_is_logged_with_who_what_and_outcome() {
        Log log = new Log();
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        String done =
                server.send("POST", "?dry_run=false&plan=" + plan, ADMIN).json().getString("id");
        assertThat(log.since())
                .contains("otto [OPERATOR] asked for DRY_RUN over HTTP: run " + plan)
                .contains("ada [ADMIN] asked for APPLY of plan " + plan + " over HTTP: run " + done)
                .doesNotContain(Server.secret(ADMIN));
    }

    @Test
    void status_tells_how_the_service_is_set_up_and_what_it_did_last() {
        server.send("POST", "", OPERATOR);
        server.send("POST", "?dry_run=false", ADMIN);
        service.start();
        JsonObject status = server.send("GET", "/status", VIEWER).json();

        assertThat(status.keySet())
                .containsExactly(
                        "service",
                        "environment",
                        "readOnly",
                        "running",
                        "dryRun",
                        "schedule",
                        "nextRun",
                        "planExpiryMillis",
                        "confirmAbove",
                        "problems",
                        "current",
                        "tasks",
                        "runs");
        assertThat(status.getString("service")).isEqualTo("bots");
        assertThat(status.getBoolean("running")).isFalse();
        assertThat(status.getBoolean("dryRun")).isFalse();
        assertThat(status.getString("schedule"))
                .isEqualTo(service.status().schedule().orElseThrow());
        assertThat(Instant.parse(status.getString("nextRun")))
                .isEqualTo(service.status().nextRun().orElseThrow());
        assertThat(status.isNull("current")).isTrue();
        JsonObject task = status.getJsonArray("tasks").getJsonObject(1);
        assertThat(task.keySet())
                .containsExactly(
                        "task", "description", "policy", "off", "breaker", "removalLimit", "batchSize", "warnings");
        assertThat(task.getString("task")).isEqualTo("stubborn");
        assertThat(task.getString("policy")).isEqualTo("keep 7d");
        assertThat(task.getString("breaker")).isEqualTo("CLOSED");
        assertThat(task.getJsonObject("removalLimit").getInt("items")).isEqualTo(5);
        assertThat(status.getJsonArray("runs").getValuesAs((JsonObject run) -> run.getString("mode")))
                .containsExactly("EXECUTE", "DRY_RUN");
        assertThat(status.getJsonArray("runs")
                        .getJsonObject(1)
                        .getJsonArray("tasks")
                        .getJsonObject(0))
                .containsKeys("eligible", "removed")
                .doesNotContainKeys("findings", "leftovers");
    }

    @Test
    void status_of_a_service_without_a_schedule_says_null() {
        try (CleanupService byHand = CleanupService.builder()
                        .task(shelf.task("shelf"))
                        .dryRun(true)
                        .build();
                Server other = new Server(byHand)) {
            JsonObject status = other.send("GET", "/status", VIEWER).json();
            assertThat(status.isNull("schedule")).isTrue();
            assertThat(status.isNull("nextRun")).isTrue();
            assertThat(status.getBoolean("dryRun")).isTrue();
            assertThat(status.getJsonArray("runs")).isEmpty();
        }
    }
}
