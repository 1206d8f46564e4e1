package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.jdbc.RestoreResult.TableResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archived rows come back as they were, all or none, from tables and from files. */
abstract class RestoreContract extends BotsContract {
    @TempDir
    Path directory;

    /** Creates a table "types" with an id that the database fills, a column "at" of long ago and many other types, and its archive. */
    abstract void createTypes();

    @BeforeEach
    void createTables() {
        db.execute(
                "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT CONSTRAINT results_bot REFERENCES bots (id))",
                "INSERT INTO results VALUES (10, 1), (11, 1), (12, 2), (13, 3), (14, NULL)");
        createArchive("bots");
        createArchive("results");
    }

    void createArchive(String table) {
        db.execute(
                "CREATE TABLE " + table + "_archive AS SELECT * FROM " + table + " WHERE 1 = 0",
                "ALTER TABLE " + table + "_archive ADD cleanup_run VARCHAR(100)",
                "ALTER TABLE " + table + "_archive ADD cleanup_archived_at " + db.timestamptz());
    }

    private CleanupTask archived(boolean files) {
        return archived(files, (real, call, sql) -> {});
    }

    private CleanupTask archived(boolean files, HookedDataSource.Hook hook) {
        ExpiredRowsBuilder builder =
                bots(HookedDataSource.of(db.dataSource, hook)).removingDependents("results", "processed_by");
        return (files
                        ? builder.archiveTo(directory)
                        : builder.archiveTo("bots_archive").archiveDependentsTo("results", "results_archive"))
                .build();
    }

    private RestoreResult restore(String run, CleanupTask... tasks) {
        Restore restore = JdbcCleanup.restore(db.dataSource).run(run);
        for (CleanupTask task : tasks) {
            restore.task(task);
        }
        return restore.restore();
    }

    /** Every value of a table, exactly. */
    private List<String> all(String table) {
        try (Connection connection = db.dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    boolean bytes = row.getObject(column) instanceof byte[];
                    String text = row.getString(column);
                    values.add(row.getMetaData().getColumnName(column) + "="
                            + (bytes ? HexFormat.of().formatHex(row.getBytes(column)) : text));
                }
            }
            return values;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private TableResult result(String table, long restored, long there) {
        String name = db.schema + "." + (db.postgres ? table : table.toUpperCase(Locale.ROOT));
        return new TableResult(name, restored, there);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void values_of_every_type_come_back_exactly(boolean files) {
        createTypes();
        List<String> before = all("types");
        ExpiredRowsBuilder builder = JdbcCleanup.expiredRows(db.dataSource)
                .table("types")
                .timestamp("at")
                .policy(keepFor("7d"));
        CleanupTask task = (files ? builder.archiveTo(directory) : builder.archiveTo("types_archive")).build();

        CleanupRun run = execute(task);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(db.count("types")).isZero();
        RestoreResult result = restore(run.id(), task);

        assertThat(all("types")).isEqualTo(before);
        assertThat(result.tables().get(0).restored()).isGreaterThan(2);
        assertThat(db.count("types_archive")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_and_what_went_along_come_back_and_twice_is_harmless(boolean files) {
        List<String> bots = all("bots");
        List<String> results = all("results");
        CleanupTask task = archived(files);
        CleanupRun run = execute(task);

        assertThat(restore(run.id(), task).tables()).containsExactly(result("bots", 2, 0), result("results", 3, 0));
        assertThat(all("bots")).isEqualTo(bots);
        assertThat(all("results")).isEqualTo(results);
        assertThat(db.count("bots_archive") + db.count("results_archive")).isZero();

        assertThat(restore(run.id(), task).tables())
                .containsExactly(result("bots", 0, files ? 2 : 0), result("results", 0, files ? 3 : 0));
        assertThat(all("results")).isEqualTo(results);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_row_that_is_there_again_is_left_alone(boolean files) {
        CleanupTask task = archived(files);
        CleanupRun run = execute(task);
        db.execute("INSERT INTO bots VALUES (1, 'new', 'z', NULL)", "INSERT INTO results VALUES (11, 1)");

        assertThat(restore(run.id(), task).tables()).containsExactly(result("bots", 1, 1), result("results", 2, 1));

        assertThat(db.texts("SELECT name FROM bots WHERE id = 1")).containsExactly("new");
        assertThat(left()).hasSize(4);
        assertThat(db.texts("SELECT id FROM bots_archive")).isEqualTo(files ? List.of() : List.of("1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void other_runs_stay_archived(boolean files) {
        CleanupTask task = archived(files);
        CleanupRun first = execute(task);
        db.execute("UPDATE bots SET deleted_at = " + db.ago("20 DAY") + " WHERE id = 3");
        execute(task);

        assertThat(restore(first.id(), task).tables()).containsExactly(result("bots", 2, 0), result("results", 3, 0));
        assertThat(left()).containsExactly("1", "2", "4");
        assertThat(restore("no such run", task).tables())
                .containsExactly(result("bots", 0, 0), result("results", 0, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void all_come_back_or_none(boolean files) {
        CleanupTask task = archived(files);
        CleanupRun run = execute(task);
        db.execute("ALTER TABLE results ADD CONSTRAINT no_11 CHECK (id <> 11)");

        assertThatThrownBy(() -> restore(run.id(), task))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("cannot be put back, and nothing was")
                .hasMessageContainingAll("constraint", db.postgres ? "no_11" : "NO_11");
        assertThat(left()).containsExactly("3", "4");
        assertThat(db.count("bots_archive")).isEqualTo(files ? 0 : 2);

        db.execute("ALTER TABLE results DROP CONSTRAINT no_11");
        restore(run.id(), task);
        assertThat(left()).hasSize(4);
        assertThat(db.count("results")).isEqualTo(5);
    }

    /** The files were complete, and the COMMIT never arrived. */
    @Test
    void files_of_rows_that_never_went_add_nothing() {
        List<String> bots = all("bots");
        boolean[] deleting = {false};
        CleanupRun run = execute(archived(true, (real, call, sql) -> {
            deleting[0] |= sql.contains("DELETE FROM");
            if (call.equals("commit") && deleting[0]) {
                real.close();
                throw new SQLException("gone", "08006", 90067);
            }
        }));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(all("bots")).isEqualTo(bots);
        db.execute("DELETE FROM results WHERE id = 12", "DELETE FROM bots WHERE id = 2");

        RestoreResult result = restore(run.id(), archived(true));

        assertThat(result.tables().get(0).restored()).isEqualTo(1);
        assertThat(all("bots")).isEqualTo(bots);
        assertThat(db.count("results")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tables_of_several_tasks_come_back_parents_first(boolean files) {
        db.execute(
                "CREATE TABLE notes (id BIGINT PRIMARY KEY, result BIGINT REFERENCES results (id), at "
                        + db.timestamptz() + ")",
                "INSERT INTO notes VALUES (1, 10, " + db.ago("9 DAY") + ")");
        createArchive("notes");
        ExpiredRowsBuilder builder = JdbcCleanup.expiredRows(db.dataSource)
                .table("notes")
                .timestamp("at")
                .policy(keepFor("7d"));
        CleanupTask notes = (files ? builder.archiveTo(directory) : builder.archiveTo("notes_archive")).build();
        CleanupTask bots = archived(files);
        CleanupRun run;
        try (var service = CleanupService.builder()
                .task(notes)
                .task(bots)
                .removalLimit(RemovalLimit.items(100))
                .build()) {
            run = service.run(RunRequest.execute());
        }
        assertThat(db.count("notes") + db.count("bots")).isEqualTo(2);

        assertThat(restore(run.id(), notes, bots).tables())
                .containsExactly(result("bots", 2, 0), result("results", 3, 0), result("notes", 1, 0));
    }

    @Test
    void files_of_other_columns_are_refused() {
        CleanupTask task = archived(true);
        CleanupRun run = execute(task);
        db.execute("ALTER TABLE results ADD more BIGINT");

        assertThatThrownBy(() -> restore(run.id(), task))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("other columns than when its rows were archived");
        assertThat(left()).containsExactly("3", "4");
    }

    @Test
    void a_circle_and_missing_settings_are_refused() {
        CleanupTask task = archived(false);
        db.execute(
                "ALTER TABLE bots ADD best BIGINT REFERENCES results (id)", "ALTER TABLE bots_archive ADD best BIGINT");

        assertThatThrownBy(() -> restore("run", task))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("form a circle");
        assertThatThrownBy(() -> restore("run"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("task");
        assertThatThrownBy(() -> JdbcCleanup.restore(db.dataSource).task(task).restore())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("run");
        CleanupTask plain = bots().build();
        assertThatThrownBy(() -> JdbcCleanup.restore(db.dataSource).task(plain))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("archiveTo");
    }
}
