package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchResult;
import dev.cleanup.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgreSqlDependentsTest extends DependentsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void partitions_on_both_sides_are_one_table_each() throws Exception {
        db.execute(
                "CREATE TABLE parts (id bigint PRIMARY KEY, at timestamptz) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE parts1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "CREATE TABLE lines (part bigint REFERENCES parts ON DELETE CASCADE, n int) PARTITION BY HASH (n)",
                "CREATE TABLE lines0 PARTITION OF lines FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE lines1 PARTITION OF lines FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO parts SELECT x, now() - x * interval '1 day' FROM " + db.series(1, 20),
                "INSERT INTO lines SELECT x % 20 + 1, x FROM " + db.series(1, 60));

        BatchResult result = batch(bots().table("parts")
                .timestamp("at")
                .removingDependents("lines", "part")
                .build());

        assertThat(result.removed()).isEqualTo(14);
        assertThat(result.dependents()).isEqualTo(Map.of("lines", 42L));
        assertThat(db.count("lines")).isEqualTo(18);
    }

    @Test
    void rows_that_are_hidden_from_us_are_refused() {
        db.execute("CREATE ROLE cleaner_" + db.schema + " LOGIN", "ALTER TABLE results ENABLE ROW LEVEL SECURITY");
        db.execute(
                "GRANT USAGE ON SCHEMA " + db.schema + " TO cleaner_" + db.schema,
                "GRANT ALL ON bots, results TO cleaner_" + db.schema);

        assertThatThrownBy(() -> bots(new UrlDataSource(db.url.replace("user=postgres", "user=cleaner_" + db.schema)))
                        .removingDependents("results", "processed_by")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("row-level security hides rows");
    }
}
