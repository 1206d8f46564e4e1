package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.execute;
import static dev.cleanup.jdbc.BotsContract.service;
import static dev.cleanup.jdbc.BotsContract.survey;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.Tally;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that go by their names. */
abstract class NamedRowsContract extends VersionsContract {

    @Test
    void an_id_of_the_wrong_type_does_not_hold_up_the_others() throws Exception {
        List<String> ids = List.of("11", "no such item", "12", "99999999999999999999", "", "1,2", "13");
        List<RetentionPolicy> policies = Stream.concat(
                        Stream.of(keepFor("3d")),
                        Stream.of(Way.values()).map(way -> way.of(keepLatest(2).per("doc"))))
                .toList();
        for (RetentionPolicy policy : policies) {
            createVersions();
            CleanupTask task = versions(db.dataSource).policy(policy).build();

            BatchResult result = task.removeBatch(
                    new BatchRequest(survey(task).asOf(), ids.size(), Optional.empty(), Optional.of(ids)));

            assertThat(result.removed()).as(policy.describe()).isEqualTo(3);
            assertThat(result.leftovers())
                    .as(policy.describe())
                    .hasSize(4)
                    .allMatch(left -> left.failed() && left.reason().equals("not the id of a row"));
            assertThat(result.leftovers()).extracting(Leftover::id).contains("no such item", "99999999999999999999");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_of_more_than_a_thousand_rows_goes_by_its_count(Way way) {
        db.execute("INSERT INTO versions SELECT x, 'c', " + db.ago("90 DAY") + " FROM " + db.series(1_001, 2_502));
        CleanupTask task =
                versions(db.dataSource).policy(way.of(keepLatest(2).per("doc"))).build();
        try (CleanupService service = service(task)) {
            CleanupRun plan = service.run(RunRequest.dryRun());
            CleanupRun done = service.run(RunRequest.apply(plan.id()));

            assertThat(plan.tasks().get(0).eligible()).isEqualTo(1_506);
            assertThat(done.tasks().get(0).tally()).isEqualTo(new Tally(1_506, 0, 0, 0));
        }
        assertThat(left()).containsExactly("14", "15", "24", "25", "2501", "2502");
    }

    @ParameterizedTest
    @EnumSource
    void keys_of_several_columns_and_of_uuids_go_whatever_their_names(Way way) {
        db.execute(
                "CREATE TABLE \"odd \"\"table?\" (\"a?\" VARCHAR(20), \"select\" UUID, doc VARCHAR(9), \"at'\" "
                        + db.timestamptz() + ", PRIMARY KEY (\"a?\", \"select\"))",
                "INSERT INTO \"odd \"\"table?\" SELECT 'a,\\b', CAST('00000000-0000-0000-0000-0000000000' || (10 + x)"
                        + " AS UUID), 'x', CURRENT_TIMESTAMP - x * INTERVAL '1' DAY FROM " + db.series(1, 9));
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("odd \"table?")
                .name("odd")
                .timestamp("at'")
                .tag("what's \"this\"?", "select")
                .tag("doc", "doc")
                .policy(way.of(keepLatest(2).per("doc")))
                .build();

        assertThat(execute(task).tasks().get(0).tally()).isEqualTo(new Tally(7, 0, 0, 0));
        assertThat(execute(task).tasks().get(0).eligible()).isZero();
    }
}
