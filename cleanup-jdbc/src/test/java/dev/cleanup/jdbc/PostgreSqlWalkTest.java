package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a removal goes through a table, and what may happen on it. The rows from 1 to 400 of 20,000 may go. */
class PostgreSqlWalkTest extends BotsContract {
    private static final int LIMIT = 90;

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    private void createEvents(String type, String time, String index) {
        db.execute(
                "CREATE TABLE events (id bigint PRIMARY KEY, at " + type + ")",
                "INSERT INTO events SELECT x, CASE WHEN x <= 400 THEN " + time + " ELSE now() END FROM "
                        + db.series(1, 20_000),
                index);
    }

    private void createEvents() {
        createEvents(
                "timestamptz", "now() - interval '9 days' - x * interval '1 minute'", "CREATE INDEX ON events (at)");
    }

    private ExpiredRowsBuilder events() {
        return bots().table("events").timestamp("at").batchSize(LIMIT);
    }

    private record Gone(long removed, List<Leftover> leftovers, List<String> positions) {}

    /** All batches of a removal. */
    private static Gone remove(CleanupTask task) throws Exception {
        Survey survey = task.survey(new SurveyRequest(Instant.now(), 1));
        return remove(task, survey.asOf());
    }

    private static Gone remove(CleanupTask task, Instant asOf) throws Exception {
        long removed = 0;
        List<Leftover> leftovers = new ArrayList<>();
        List<String> positions = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            BatchResult result = task.removeBatch(new BatchRequest(asOf, LIMIT, next, Optional.empty()));
            assertThat(result.removed()).isLessThanOrEqualTo(LIMIT);
            removed += result.removed();
            leftovers.addAll(result.leftovers());
            next = result.next();
            next.ifPresent(positions::add);
        } while (next.isPresent() && positions.size() < 1_000);
        return new Gone(removed, leftovers, positions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX the_index ON events (at) | along the index the_index of at",
                "CREATE INDEX the_index ON events (at, id) WHERE at IS NOT NULL | along the index the_index of at",
                "CREATE INDEX the_index ON events (at) WHERE id > 100 | by pages of the table",
                "CREATE INDEX the_index ON events (id, at) | by pages of the table",
                "CREATE INDEX the_index ON events USING hash (at) | by pages of the table"
            })
    void the_survey_says_which_way_the_removal_goes_and_it_goes_that_way(String index, String words) throws Exception {
        createEvents("timestamptz", "now() - interval '9 days' - x * interval '1 minute'", index);
        CleanupTask task = events().build();

        assertThat(task.survey(new SurveyRequest(Instant.now(), 1)).notices())
                .containsExactly("400 of 20000 rows may go: the removal goes " + words);

        Gone gone = remove(task);
        assertThat(gone.removed()).isEqualTo(400);
        assertThat(gone.positions()).isNotEmpty().allMatch(text -> text.startsWith("t") == words.contains("index"));
        assertThat(db.count("events")).isEqualTo(19_600);
    }

    @Test
    void many_rows_go_by_pages_even_with_an_index() throws Exception {
        createEvents();
        db.execute("DELETE FROM events WHERE id > 7999");

        assertThat(events().build().survey(new SurveyRequest(Instant.now(), 1)).notices())
                .containsExactly("400 of 7999 rows may go: the removal goes by pages of the table");
    }

    @Test
    void a_removal_of_a_survey_that_another_process_made_goes_by_pages() throws Exception {
        createEvents();
        Survey survey = events().build().survey(new SurveyRequest(Instant.now(), 1));

        Gone gone = remove(events().build(), survey.asOf());

        assertThat(gone.removed()).isEqualTo(400);
        assertThat(gone.positions()).noneMatch(text -> text.startsWith("t"));
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp", "date"})
    void rows_of_one_time_that_are_more_than_a_batch_go_too(String type) throws Exception {
        createEvents(type, "date '2020-02-03' + (x / 250) * interval '1 day'", "CREATE INDEX ON events (at)");
        ExpiredRowsBuilder builder = events();
        CleanupTask task = (type.equals("timestamptz") ? builder : builder.zone(ZoneOffset.UTC)).build();

        Gone gone = remove(task);

        assertThat(gone.removed()).isEqualTo(400);
        assertThat(gone.leftovers()).isEmpty();
        assertThat(gone.positions()).anyMatch(text -> text.contains("#"));
        assertThat(db.count("events")).isEqualTo(19_600);
    }

    @Test
    void a_row_that_somebody_holds_is_passed_by_along_the_index() throws Exception {
        createEvents();
        CleanupTask task = events().lockTimeout(Duration.ofMillis(50)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE events SET id = id WHERE id = 7");

            Gone gone = remove(task);

            assertThat(gone.removed()).isEqualTo(399);
            assertThat(gone.leftovers()).containsExactly(Leftover.skipped("7", "locked by another session"));
            other.rollback();
        }
    }

    @Test
    void a_row_that_a_foreign_key_holds_fails_alone_along_the_index() throws Exception {
        createEvents();
        db.execute(
                "CREATE TABLE notes (event bigint CONSTRAINT notes_event REFERENCES events (id))",
                "INSERT INTO notes VALUES (300)");

        Gone gone = remove(events().build());

        assertThat(gone.removed()).isEqualTo(399);
        assertThat(gone.leftovers())
                .containsExactly(Leftover.failed("300", "a foreign key still refers to it (constraint notes_event)"));
    }

    @Test
    void rows_that_are_renewed_or_come_meanwhile_stay_and_the_limit_holds_along_the_index() throws Exception {
        createEvents();
        AtomicBoolean once = new AtomicBoolean();
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    if (sql.contains("DELETE FROM") && once.compareAndSet(false, true)) {
                        db.execute(
                                "UPDATE events SET at = now() WHERE id = 400",
                                "INSERT INTO events SELECT 100000 + x, (SELECT min(at) FROM events) FROM "
                                        + db.series(1, 200));
                    }
                }))
                .table("events")
                .timestamp("at")
                .batchSize(LIMIT)
                .build();

        Gone gone = remove(task);

        assertThat(once).isTrue();
        assertThat(gone.removed()).isLessThanOrEqualTo(599);
        assertThat(db.texts("SELECT id FROM events WHERE id = 400")).hasSize(1);
        assertThat(db.texts("SELECT id FROM events WHERE id BETWEEN 401 AND 20000"))
                .hasSize(19_600);
    }

    @Test
    void an_index_that_is_dropped_between_two_batches_changes_nothing_but_the_speed() throws Exception {
        createEvents();
        CleanupTask task = events().build();
        Survey survey = task.survey(new SurveyRequest(Instant.now(), 1));
        BatchResult first =
                task.removeBatch(new BatchRequest(survey.asOf(), LIMIT, Optional.empty(), Optional.empty()));
        db.execute("DROP INDEX events_at_idx");
        BatchResult second = task.removeBatch(new BatchRequest(survey.asOf(), LIMIT, first.next(), Optional.empty()));

        assertThat(first.removed() + second.removed()).isEqualTo(2 * LIMIT);
    }
}
