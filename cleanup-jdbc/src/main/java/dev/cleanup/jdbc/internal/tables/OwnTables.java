package dev.cleanup.jdbc.internal.tables;

import dev.cleanup.jdbc.internal.sql.Batch;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Statements.RowReader;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of ours, as their database spells them. Statements name them {@code {runs}} and their like, and the database's clock {@code {now}}. */
public final class OwnTables {
    private static final String SELECT = "SELECT ";

    private final Dialect dialect;
    private final Map<String, Table> found;

    OwnTables(Dialect dialect, Map<String, Table> found) {
        this.dialect = dialect;
        this.found = Map.copyOf(found);
    }

    /** The database's clock so many seconds from now, as it stands in SQL. */
    public String in(int seconds) {
        return dialect.plusSeconds("{now}", seconds).text();
    }

    /** The statement as the database understands it. */
    public String named(String statement) {
        String text = statement.replace("{now}", dialect.clock().substring(SELECT.length()));
        for (Map.Entry<String, Table> table : found.entrySet()) {
            text = text.replace("{" + table.getKey() + "}", table.getValue().sql());
        }
        return text;
    }

    /** All rows of a query; the query says how many that can be. */
    public <T> List<T> query(Connection connection, RowReader<T> reader, String statement, Object... values)
            throws SQLException {
        return Statements.query(connection, dialect, Sql.of(named(statement), values), reader);
    }

    /** Goes through the rows of a query; see {@link Statements#each}. */
    public void each(Connection connection, Statements.RowUse use, String statement, Object... values)
            throws SQLException {
        Statements.each(connection, dialect, Sql.of(named(statement), values), use);
    }

    /** Changes rows, and says how many. */
    public int update(Connection connection, String statement, Object... values) throws SQLException {
        return Math.toIntExact(Statements.update(connection, dialect, Sql.of(named(statement), values)));
    }

    /** Executes a statement once for each row of values; see {@link Batch#run}. */
    public void batch(Connection connection, String statement, List<List<@Nullable Object>> rows) throws SQLException {
        Batch.run(connection, dialect, named(statement), rows);
    }
}
