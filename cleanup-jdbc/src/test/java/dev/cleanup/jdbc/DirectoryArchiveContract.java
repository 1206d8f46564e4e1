package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are kept in files that are complete before the COMMIT. */
abstract class DirectoryArchiveContract extends BotsContract {
    @TempDir
    Path directory;

    @BeforeEach
    void createResults() {
        db.execute(
                "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT REFERENCES bots (id))",
                "INSERT INTO results VALUES (10, 1), (11, 1), (12, 2), (13, 3), (14, NULL)");
    }

    private ExpiredRowsBuilder archived() {
        return archived((real, call, sql) -> {});
    }

    private ExpiredRowsBuilder archived(HookedDataSource.Hook hook) {
        return bots(HookedDataSource.of(db.dataSource, hook))
                .removingDependents("results", "processed_by")
                .archiveTo(directory);
    }

    private static BatchResult batchOf(CleanupTask task) throws Exception {
        return task.removeBatch(new BatchRequest(
                survey(task).asOf(), 1_000, Optional.empty(), Optional.empty(), Optional.of("../run 1")));
    }

    private String spelled(String name) {
        return db.postgres ? name : name.toUpperCase(Locale.ROOT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(file))), StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines().toList());
        }
    }

    @Test
    void a_file_for_each_table_and_batch_says_what_it_holds() throws Exception {
        CleanupRun run = execute(archived().build());

        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, Map.of(spelled("results"), 3L)));
        String folder = "bots/" + run.id() + "/";
        assertThat(files())
                .containsExactlyInAnyOrder(
                        folder + spelled("results") + "-1.jsonl.gz", folder + spelled("bots") + "-2.jsonl.gz");
        List<String> results = lines(folder + spelled("results") + "-1.jsonl.gz");
        assertThat(results).hasSize(4);
        assertThat(results.get(0))
                .contains("\"run\":\"" + run.id() + "\"", "\"columns\":[\"" + spelled("id") + "\",", "\"types\":[");
        assertThat(results).contains("{\"" + spelled("id") + "\":\"10\",\"" + spelled("processed_by") + "\":\"1\"}");
    }

    @Test
    void a_name_never_leads_out_of_the_directory() throws Exception {
        batchOf(archived().build());

        assertThat(files()).hasSize(2).allMatch(file -> file.startsWith("bots/~2e~~2e~~2f~run~20~1/"));
    }

    @Test
    void what_an_earlier_transaction_of_a_batch_kept_stays_when_a_later_one_fails() throws Exception {
        db.execute("DELETE FROM results WHERE processed_by = 1");
        int[] locks = {0};
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    // Both rows together, the first by itself, and then the second.
                    if (call.startsWith("prepare") && sql.contains("FOR UPDATE") && ++locks[0] == 3) {
                        throw new SQLException("slow", "57014", 57014);
                    }
                }))
                .archiveTo(directory)
                .build();

        BatchResult result = batchOf(task);

        assertThat(result.removed()).isEqualTo(1);
        assertThat(left()).containsExactly("2", "3", "4");
        assertThat(files()).hasSize(1);
        assertThat(lines(files().get(0))).hasSize(2).last().asString().contains("\"1\"");
    }

    @Test
    void files_are_complete_before_the_commit_and_stay_when_it_is_lost() throws Exception {
        boolean[] deleting = {false};
        List<List<String>> atCommit = new ArrayList<>();
        CleanupTask task = archived((real, call, sql) -> {
                    deleting[0] |= sql.contains("DELETE FROM");
                    if (call.equals("commit") && deleting[0]) {
                        atCommit.add(unchecked(this::files));
                        real.close();
                        throw new SQLException("gone", "08006", 90067);
                    }
                })
                .build();

        assertThatThrownBy(() -> batchOf(task)).isInstanceOf(CleanupException.class);

        assertThat(atCommit).hasSize(1);
        assertThat(atCommit.get(0)).hasSize(2).allMatch(file -> file.endsWith(".jsonl.gz"));
        assertThat(files()).isEqualTo(atCommit.get(0));
        assertThat(left()).hasSize(4);
        assertThat(db.count("results")).isEqualTo(5);
    }

    @Test
    void a_batch_that_is_rolled_back_leaves_no_file() throws Exception {
        db.execute("CREATE TABLE notes (result BIGINT REFERENCES results (id))", "INSERT INTO notes VALUES (11)");

        BatchResult result = batchOf(archived().build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(files()).hasSize(2);
        assertThat(left()).containsExactly("1", "3", "4");
    }

    @Test
    void what_cannot_be_written_stays() throws Exception {
        CleanupTask task = archived().build();
        Files.writeString(directory.resolve("bots"), "no folder");

        assertThatThrownBy(() -> batchOf(task))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("the rows cannot be archived, so they stay");

        assertThat(left()).hasSize(4);
        assertThat(db.count("results")).isEqualTo(5);
    }

    @Test
    void a_directory_that_is_not_there_is_refused() {
        refused(bots().archiveTo(directory.resolve("none")), "accepted is a directory that can be written to");
        refused(bots().archiveTo(directory).archiveTo("bots"), "accepted is either a directory or tables");
        db.execute("CREATE TABLE notes (bot BIGINT REFERENCES bots (id))");
        refused(bots().archiveTo(directory).removingDependents("notes", "bot"), "has no primary key");
    }

    private static void refused(ExpiredRowsBuilder builder, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why);
    }
}
