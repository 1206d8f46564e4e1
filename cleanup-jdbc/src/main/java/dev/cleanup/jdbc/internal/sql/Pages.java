package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The pages of a table on PostgreSQL's disk, and the rows on them. */
public record Pages(Dialect dialect, Table table, List<Column> key) {

    /**
     * A row and where it is.
     *
     * @param key its key
     * @param page its page
     * @param row its place on the page
     */
    public record Row(Key key, long page, int row) {}

    /** Whether the rows of this table are where {@link Pages} looks for them: in one file, in pages. */
    public static boolean has(Connection connection, Dialect dialect, Table table) throws SQLException {
        return dialect instanceof PostgreSql
                && Statements.text(connection, dialect, Sql.of("""
                                        SELECT relname FROM pg_class JOIN pg_am ON pg_am.oid = relam
                                        WHERE pg_class.oid = to_regclass(?) AND relkind = 'r' AND amname = 'heap'""", table.sql()))
                        .isPresent();
    }

    /** How many pages there are. */
    public long count(Connection connection) throws SQLException {
        Sql sql =
                Sql.of("SELECT pg_relation_size(to_regclass(?)) / current_setting('block_size')::bigint", table.sql());
        return Statements.one(connection, dialect, sql, row -> row.getLong(1));
    }

    /**
     * Some pages of the table.
     *
     * @param page the first of them
     * @param row the place on it that they begin behind; 0 for the whole page
     * @param window how many pages
     */
    public record Range(long page, int row, int window) {
        /** The rows on them. */
        public Sql sql() {
            return Sql.of(
                    "c.ctid > CAST(? AS tid) AND c.ctid < CAST(? AS tid)",
                    "(" + page + "," + row + ")",
                    "(" + (page + window) + ",0)");
        }
    }

    /** The first rows that meet the condition, in their order on the disk. */
    public List<Row> next(Connection connection, Range range, Sql condition, int limit) throws SQLException {
        Sql sql = Sql.of("SELECT " + KeyColumns.text(key) + ", c.ctid::text FROM " + table.sql() + " AS c WHERE ")
                .plus(range.sql())
                .plus(" AND ")
                .plus(condition)
                .plus(" ORDER BY c.ctid FETCH FIRST " + limit + " ROWS ONLY");
        return Statements.query(connection, dialect, sql, result -> {
            String[] place =
                    result.getString(key.size() + 1).replaceAll("[()]", "").split(",", 2);
            return new Row(Statements.key(result, key.size()), Long.parseLong(place[0]), Integer.parseInt(place[1]));
        });
    }
}
