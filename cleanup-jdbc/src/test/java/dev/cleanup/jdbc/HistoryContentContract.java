package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All that a run holds comes back. */
abstract class HistoryContentContract extends HistoryContract {

    @Test
    void ten_tasks_with_a_thousand_findings_each_come_back() {
        TaskRun[] tasks = IntStream.range(0, 10)
                .mapToObj(number -> Runs.task("task-" + number, Runs.findings(1_000), 1))
                .toArray(TaskRun[]::new);
        CleanupRun run = Runs.of("big", RunStatus.SUCCEEDED, tasks);

        store().save(run);

        assertThat(another().find("big")).contains(run);
    }

    @Test
    void a_hundred_leftovers_come_back() {
        Leftover[] leftovers = IntStream.range(0, TaskRun.MAX_LEFTOVERS)
                .mapToObj(number -> number % 2 == 0
                        ? Leftover.failed("id-" + number, "in use")
                        : Leftover.skipped("id-" + number, "changed"))
                .toArray(Leftover[]::new);
        CleanupRun run = Runs.of("left", RunStatus.SUCCEEDED, Runs.task("bots", List.of(), 0, leftovers));

        store().save(run);

        assertThat(another().find("left")).contains(run);
    }

    /** A plan is held to its ids, so none may come back as another one, also where a database could not hold it. */
    @Test
    void ids_come_back_exactly_whatever_they_hold() {
        List<String> ids = List.of(
                " ",
                "a ",
                "a\0b",
                "\0",
                "\ud800",
                "x\udc00y",
                "🙂",
                "\ud83d🙂",
                "\\u0000",
                "\\\\u0000",
                "\\\0",
                "C:\\users\\unknown",
                "\r\n\t",
                "e\u0301",
                "é",
                "\uffff\ufffe",
                "'; DROP TABLE cleanup_runs; --",
                "x".repeat(Finding.MAX_ID_LENGTH));
        List<Finding> findings = ids.stream()
                .map(id -> new Finding(id, id, Optional.empty(), Map.of(), ""))
                .toList();
        Leftover[] leftovers = ids.stream().map(id -> Leftover.skipped(id, id)).toArray(Leftover[]::new);
        CleanupRun run = Runs.of("odd", RunStatus.SUCCEEDED, Runs.task("bots", findings, 0, leftovers));

        store().save(run);

        assertThat(another().find("odd")).contains(run);
    }

    @Test
    void runs_are_found_by_ids_of_any_form() {
        JdbcHistoryStore store = store();
        List<String> ids = List.of("a\0", "a", "A", "a ", "\\u0000", "%", "'");

        ids.forEach(id -> store.save(Runs.of(id, RunStatus.SUCCEEDED)));

        assertThat(ids).allSatisfy(id -> assertThat(store.find(id)).contains(Runs.of(id, RunStatus.SUCCEEDED)));
        assertThat(store.find("a\0\0")).isEmpty();
        assertThat(store.claimPlan("a\0\0", "b")).isFalse();
    }

    @Test
    void tags_notices_and_what_is_absent_come_back() {
        Finding tagged = new Finding("1", "", Optional.empty(), Map.of("", "", "a=b", "c=d", "é", "漢\\u0041"), "");
        List<String> notices = List.of("", "one\\u0000", "", "two");
        Survey survey =
                new Survey(Runs.START, 3, OptionalLong.of(0), 0, List.of(tagged), notices, Optional.of(Runs.START));
        Survey bare = new Survey(Runs.START, 0, OptionalLong.empty(), 0, List.of(), List.of(), Optional.empty());
        CleanupRun run = Runs.of(
                "absent", RunStatus.FAILED, task(Optional.of(survey)), task(Optional.of(bare)), task(Optional.empty()));

        store().save(run);

        assertThat(another().find("absent")).contains(run);
    }

    private static TaskRun task(Optional<Survey> survey) {
        return new TaskRun("", "", RunStatus.FAILED, "", survey, new Tally(1, 2, 3, 4, Long.MAX_VALUE), List.of());
    }

    @Test
    void instants_come_back_to_the_microsecond_and_never_later() {
        Instant fine = Instant.parse("2026-03-10T12:00:00.123456999Z");
        List<Instant> given = List.of(fine, Instant.MIN, Instant.MAX, Instant.EPOCH);
        List<Finding> findings = given.stream()
                .map(since -> new Finding("1", "", Optional.of(since), Map.of(), ""))
                .toList();

        store().save(Runs.of("times", RunStatus.SUCCEEDED, Runs.task("bots", findings, 0)));

        assertThat(another().find("times").orElseThrow().tasks().get(0).findings())
                .extracting(finding -> finding.since().orElseThrow().toString())
                .containsExactly(
                        "2026-03-10T12:00:00.123456Z",
                        "0001-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.999999Z",
                        "1970-01-01T00:00:00Z");
    }

    @Test
    void what_another_node_wrote_meanwhile_is_replaced_and_not_mixed() {
        List<Finding> findings = Runs.findings(3);
        JdbcHistoryStore one = store();
        JdbcHistoryStore two = another();
        List<CleanupRun> states = new ArrayList<>();
        for (int removed = 0; removed < 4; removed++) {
            states.add(Runs.of(
                    "shared",
                    RunStatus.RUNNING,
                    Runs.task("bots", findings.subList(0, removed % 2 + 1), removed),
                    Runs.task("results", findings, removed)));
        }

        one.save(states.get(0));
        two.save(states.get(1));
        one.save(states.get(2));
        one.save(states.get(2));
        assertThat(two.find("shared")).contains(states.get(2));
        two.save(states.get(3));

        assertThat(one.find("shared")).contains(states.get(3));
    }
}
