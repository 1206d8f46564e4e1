package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** One DELETE over a range of rows; it carries the whole predicate and names no row. */
public record RangeDelete(Dialect dialect, Table table) {

    /** How many rows meet the condition and are gone. */
    public long all(Connection connection, Sql range, Sql condition) throws SQLException {
        return Statements.update(connection, dialect, deletion(range, condition));
    }

    /** The same for at most so many rows: the others are not even locked. PostgreSQL only. */
    public long some(Connection connection, Sql range, Sql condition, int limit) throws SQLException {
        Sql some = Sql.of("c.ctid = ANY(ARRAY(SELECT c.ctid FROM " + table.sql() + " AS c WHERE ")
                .plus(range)
                .plus(" AND ")
                .plus(condition)
                .plus(" FETCH FIRST " + limit + " ROWS ONLY))");
        return Statements.update(connection, dialect, deletion(some, condition));
    }

    /**
     * Rows that are gone.
     *
     * @param rows how many
     * @param values what they held in a column, as the database's text of an array
     */
    public record Gone(long rows, String values) {}

    /** The same as {@link #all}, with what the rows held in a column. PostgreSQL only. */
    public Gone returning(Connection connection, Sql range, Sql condition, Column column) throws SQLException {
        Sql sql = Sql.of("WITH gone AS (")
                .plus(deletion(range, condition))
                .plus(" RETURNING " + column.sql()
                        + " AS held) SELECT count(*), CAST(array_agg(held) AS text) FROM gone");
        return Statements.one(
                connection,
                dialect,
                sql,
                row -> new Gone(
                        row.getLong(1), Optional.ofNullable(row.getString(2)).orElse("{}")));
    }

    /** Those values, one in a row; the plan is not made for each of them. */
    public Sql asValues(Column column, Gone gone) {
        return Sql.of("SELECT unnest(CAST(? AS " + PostgreSqlKeyedRows.elementType(column) + "[]))", gone.values());
    }

    /** Those values as rows, which compare exactly as those of the table do. */
    public Sql asRows(Column column, Gone gone) {
        return Sql.of("(SELECT " + column.sql() + " FROM " + table.sql() + " AS c WHERE 1 = 0 UNION ALL ")
                .plus(asValues(column, gone))
                .plus(") AS c");
    }

    private Sql deletion(Sql range, Sql condition) {
        return Sql.of("DELETE FROM " + table.sql() + " AS c WHERE ")
                .plus(range)
                .plus(" AND ")
                .plus(condition);
    }
}
