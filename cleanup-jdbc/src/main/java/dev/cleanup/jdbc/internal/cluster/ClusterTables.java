package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tables of one cluster, as its database spells them. */
public final class ClusterTables {
    private static final String SELECT = "SELECT ";

    private final Dialect dialect;
    private final Map<ClusterTable, Table> found;

    ClusterTables(Dialect dialect, Map<ClusterTable, Table> found) {
        this.dialect = dialect;
        this.found = new EnumMap<>(found);
    }

    /** The table that db-scheduler works on, as it stands in SQL. */
    String schedule() {
        return named("{schedule}");
    }

    /** The database's clock, so many seconds from now. */
    String in(int seconds) {
        return dialect.plusSeconds("{now}", seconds).text();
    }

    private String named(String statement) {
        String text = statement.replace("{now}", dialect.clock().substring(SELECT.length()));
        for (Map.Entry<ClusterTable, Table> table : found.entrySet()) {
            text = text.replace(
                    "{" + table.getKey().named + "}", table.getValue().sql());
        }
        return text;
    }

    /** Changes rows, and says how many. Tables are written {@code {holds}} and their like, the database's clock {@code {now}}. */
    int update(Connection connection, String statement, Object... values) throws SQLException {
        Sql sql = Sql.of(named(statement), values);
        try (PreparedStatement prepared = connection.prepareStatement(sql.text())) {
            Statements.bind(prepared, dialect, sql);
            return prepared.executeUpdate();
        }
    }

    /** Reads rows; see {@link #update}. */
    <T> List<T> query(Connection connection, Statements.RowReader<T> reader, String statement, Object... values)
            throws SQLException {
        return Statements.query(connection, dialect, Sql.of(named(statement), values), reader);
    }

    /** What the database's clock shows. */
    Instant now(Connection connection) throws SQLException {
        return query(connection, row -> row.getObject(1, OffsetDateTime.class).toInstant(), "SELECT {now}")
                .get(0);
    }
}
