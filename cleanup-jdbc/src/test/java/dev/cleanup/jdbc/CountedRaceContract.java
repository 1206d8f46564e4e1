package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.service;
import static dev.cleanup.jdbc.BotsContract.survey;
import static dev.cleanup.jdbc.BotsContract.unchecked;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes a group while its rows are being removed: what is among the latest by then stays. */
abstract class CountedRaceContract extends VersionsContract {

    /** What somebody else does to document a, and which of its versions stay then although they could go before. */
    private enum Change {
        NEWEST_DELETED("DELETE FROM versions WHERE id IN (14, 15)", "12", "13"),
        NEWEST_UNDATED("UPDATE versions SET at = NULL WHERE id IN (14, 15)", "12", "13"),
        NEWEST_IN_FUTURE("UPDATE versions SET at = at + INTERVAL '30' DAY WHERE id IN (14, 15)", "12", "13"),
        NEWEST_MOVED("UPDATE versions SET doc = 'b' WHERE id IN (14, 15)", "12", "13"),
        NEWEST_UNTAGGED("UPDATE versions SET doc = NULL WHERE id = 15", "13"),
        NEWEST_OUTDATED("UPDATE versions SET at = at - INTERVAL '30' DAY WHERE id IN (14, 15)", "12", "13"),
        CANDIDATE_RENEWED("UPDATE versions SET at = CURRENT_TIMESTAMP WHERE id = 11", "11"),
        CANDIDATE_MOVED("UPDATE versions SET doc = 'c' WHERE id IN (11, 13)", "11", "13"),
        INSERTED("INSERT INTO versions VALUES (16, 'a', CURRENT_TIMESTAMP)");

        final String sql;
        private final String spared;

        Change(String sql, String... spared) {
            this.sql = sql;
            this.spared = String.join(",", spared);
        }

        List<String> spared() {
            return REMOVABLE.stream()
                    .filter(List.of(spared.split(",", -1))::contains)
                    .toList();
        }
    }

    private void assertOnlyTheRestWent(Change change) {
        List<String> gone = new ArrayList<>(REMOVABLE);
        gone.removeAll(change.spared());
        assertThat(left()).doesNotContainAnyElementsOf(gone).containsAll(change.spared());
        assertThat(left()).contains("24", "25");
        assertThat(left().containsAll(List.of("14", "15"))).isEqualTo(change != Change.NEWEST_DELETED);
    }

    @ParameterizedTest
    @EnumSource
    void spares_what_stays_by_the_time_a_plan_is_applied(Change change) {
        for (Way way : Way.values()) {
            createVersions();
            try (CleanupService service = service(versions(way))) {
                CleanupRun plan = service.run(RunRequest.dryRun());
                db.execute(change.sql);

                service.run(RunRequest.apply(plan.id()));

                assertThat(plan.tasks().get(0).eligible()).isEqualTo(REMOVABLE.size());
                assertOnlyTheRestWent(change);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void spares_what_stays_between_the_look_and_the_removal(Change change) throws Exception {
        for (Way way : Way.values()) {
            createVersions();
            CleanupTask task = versions(onceBeforeRemoval(change.sql), way);

            batch(task, survey(task).asOf(), 1_000, Optional.empty());

            assertOnlyTheRestWent(change);
        }
    }

    /** Runs it right before the first statement that locks or deletes rows. */
    private DataSource onceBeforeRemoval(String sql) {
        AtomicBoolean done = new AtomicBoolean();
        return HookedDataSource.of(db.dataSource, (real, call, statement) -> {
            boolean removes = statement.contains("DELETE FROM") || statement.contains("FOR UPDATE");
            if (removes && done.compareAndSet(false, true)) {
                db.execute(sql);
            }
        });
    }

    /** Who holds a row may rely on it, although the row itself is not changed. */
    @ParameterizedTest
    @EnumSource
    void spares_a_row_that_somebody_only_locks_while_deleting_the_newer_ones(Way way) throws Exception {
        CleanupTask task = versions(db.dataSource)
                .policy(way.of(keepLatest(2).per("doc")))
                .lockTimeout(Duration.ofMinutes(1))
                .build();
        Instant asOf = survey(task).asOf();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(
                    other,
                    "SELECT id FROM versions WHERE id IN (12, 13) FOR UPDATE",
                    "DELETE FROM versions WHERE id IN (14, 15)");
            CompletableFuture<BatchResult> batch =
                    CompletableFuture.supplyAsync(() -> unchecked(() -> batch(task, asOf, 1_000, Optional.empty())));
            await().atMost(Duration.ofSeconds(20)).until(() -> batch.isDone() || db.hasBlockedSession());
            other.commit();

            batch.get(30, TimeUnit.SECONDS);
        }
        assertThat(left()).containsExactly("12", "13", "24", "25");
    }

    /** Between the look and the removal, the place of a row that may go is taken by another one, in this document. */
    @ParameterizedTest
    @CsvSource({"a, false", "c, false", "a, true"})
    void a_row_that_took_the_place_of_another_goes_only_on_its_own_account(String doc, boolean named) throws Exception {
        AtomicInteger connections = new AtomicInteger(-4);
        int taker = db.postgres ? 31 : 11;
        CleanupTask task = versions(
                HookedDataSource.of(db.dataSource, (real, call, statement) -> {
                    if (call.equals("getConnection") && connections.incrementAndGet() == 0) {
                        db.execute(
                                "DELETE FROM versions WHERE id = 11",
                                db.postgres ? "VACUUM (INDEX_CLEANUP ON) versions" : "SELECT 1");
                        insert(taker, doc, 900);
                    }
                }),
                Way.SQL);
        List<String> places = db.texts(place(11));
        Optional<List<String>> ids = named ? Optional.of(List.of("11", "12", "13")) : Optional.empty();
        Instant asOf = survey(task).asOf();

        task.removeBatch(new BatchRequest(asOf, 1_000, Optional.empty(), ids));

        assertThat(connections).hasValue(0);
        boolean goes = doc.equals("a") && (!named || !db.postgres);
        assertThat(left().contains(String.valueOf(taker))).isEqualTo(!goes);
        assertThat(goes ? places : db.texts(place(taker))).isEqualTo(places);
        assertThat(left()).contains("14", "15", "24", "25").doesNotContain("12", "13");
    }

    private String place(int id) {
        return "SELECT CAST(" + (db.postgres ? "ctid" : "_ROWID_") + " AS VARCHAR) FROM versions WHERE id = " + id;
    }
}
