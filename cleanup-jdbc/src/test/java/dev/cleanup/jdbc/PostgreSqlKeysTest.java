package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.ForeignKey;
import dev.cleanup.jdbc.internal.sql.ForeignKey.Rule;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys as the catalog has them are those that the driver's metadata tells of. */
class PostgreSqlKeysTest {
    private final TestDatabase db = TestDatabase.postgres();
    private final Table parent = table("Par\"ent");

    private Table table(String name) {
        return new Table(db.schema, name, List.of());
    }

    /** Names that need quotes, a column that was dropped, a key of several columns in an order of its own, and each rule. */
    @BeforeEach
    void create() {
        db.execute(
                "CREATE TABLE \"Par\"\"ent\" (gone int, \"B\" int NOT NULL, a int NOT NULL, self int UNIQUE, PRIMARY KEY (a, \"B\") INCLUDE (self))",
                "ALTER TABLE \"Par\"\"ent\" DROP COLUMN gone",
                "ALTER TABLE \"Par\"\"ent\" ADD CONSTRAINT itself FOREIGN KEY (a, \"B\") REFERENCES \"Par\"\"ent\" (a, \"B\")",
                "CREATE TABLE cascading (y int, x int, FOREIGN KEY (x, y) REFERENCES \"Par\"\"ent\" (a, \"B\") ON DELETE CASCADE)",
                "CREATE TABLE restricting (s int REFERENCES \"Par\"\"ent\" (self) ON DELETE RESTRICT)",
                "CREATE TABLE emptying (s int REFERENCES \"Par\"\"ent\" (self) ON DELETE SET NULL)",
                "CREATE TABLE defaulting (s int REFERENCES \"Par\"\"ent\" (self) ON DELETE SET DEFAULT)",
                "CREATE TABLE none (s int)");
    }

    private interface Asking<T> {
        List<T> ask(Connection connection, Dialect dialect) throws SQLException;
    }

    private <T> List<T> ask(Asking<T> asking) throws SQLException {
        try (Connection connection = db.dataSource.getConnection()) {
            return asking.ask(connection, Dialect.of(connection));
        }
    }

    private static List<String> words(List<ForeignKey> keys) {
        return keys.stream()
                .flatMap(key -> key.columns().entrySet().stream()
                        .map(column -> key.name() + ": " + key.child().name() + "." + column.getKey() + " -> "
                                + key.parent().name() + "." + column.getValue()))
                .toList();
    }

    private static List<String> told(ResultSet row) throws SQLException {
        List<String> all = new ArrayList<>();
        while (row.next()) {
            all.add(row.getString("FK_NAME") + ": " + row.getString("FKTABLE_NAME") + "."
                    + row.getString("FKCOLUMN_NAME") + " -> " + row.getString("PKTABLE_NAME") + "."
                    + row.getString("PKCOLUMN_NAME"));
        }
        return all;
    }

    @Test
    void the_primary_key_is_in_its_own_order_and_none_where_there_is_none() throws SQLException {
        assertThat(ask((connection, dialect) -> dialect.primaryKey(connection, parent)))
                .containsExactly("a", "B");
        assertThat(ask((connection, dialect) -> dialect.primaryKey(connection, table("none"))))
                .isEmpty();
    }

    @Test
    void all_that_refer_to_a_table_are_those_of_the_metadata() throws SQLException {
        List<String> expected = ask((connection, dialect) -> {
            DatabaseMetaData metaData = connection.getMetaData();
            return told(metaData.getExportedKeys(null, parent.schema(), parent.name()));
        });

        assertThat(expected).hasSize(7);
        assertThat(words(ask((connection, dialect) -> dialect.foreignKeysTo(connection, parent))))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void all_that_a_table_refers_to_are_those_of_the_metadata() throws SQLException {
        for (String name : List.of(parent.name(), "cascading", "restricting", "none")) {
            List<String> expected = ask((connection, dialect) -> {
                DatabaseMetaData metaData = connection.getMetaData();
                return told(metaData.getImportedKeys(null, db.schema, name));
            });
            assertThat(expected.isEmpty()).as(name).isEqualTo(name.equals("none"));
            assertThat(words(ask((connection, dialect) -> dialect.foreignKeysFrom(connection, table(name)))))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void each_rule_is_told() throws SQLException {
        Map<String, Rule> rules = Map.of(
                "cascading",
                Rule.CASCADES,
                "restricting",
                Rule.HOLDS,
                "emptying",
                Rule.CHANGES,
                "defaulting",
                Rule.CHANGES,
                parent.name(),
                Rule.HOLDS);

        assertThat(ask((connection, dialect) -> dialect.foreignKeysTo(connection, parent)))
                .hasSize(5)
                .allSatisfy(key ->
                        assertThat(key.rule()).isEqualTo(rules.get(key.child().name())));
    }

    @Test
    void keys_that_refer_to_a_partition_alone_are_told_of_the_whole() throws SQLException {
        db.execute(
                "CREATE TABLE whole (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE part PARTITION OF whole FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "CREATE TABLE to_part (id int, at date, CONSTRAINT alone FOREIGN KEY (id, at) REFERENCES part (id, at) ON DELETE CASCADE)");

        assertThat(ask((connection, dialect) -> dialect.foreignKeysTo(connection, table("whole"))))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.name()).isEqualTo("alone");
                    assertThat(key.parent().name()).isEqualTo("part");
                    assertThat(key.columns()).hasSize(2);
                });
    }
}
