package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One statement for each key, prepared once: it goes through the key's index, and its count says what became of that very row. */
record H2KeyedRows(Dialect dialect, Table table, List<Column> key) implements KeyedRows {

    @Override
    public Sql among(List<Key> keys) {
        List<Object> parts = new ArrayList<>();
        keys.forEach(one -> parts.addAll(one.parts()));
        String one = key.size() == 1 ? "?" : "(" + Sql.marks(key.size()) + ")";
        String all = keys.stream().map(any -> one).collect(Collectors.joining(", "));
        String names = key.size() == 1 ? key.get(0).sql() : "(" + KeyColumns.names(key) + ")";
        return keys.isEmpty() ? Sql.of("1 = 0") : new Sql(names + " IN (" + all + ")", parts);
    }

    @Override
    public List<Key> matching(Connection connection, List<Key> keys, Sql condition) throws SQLException {
        return each(connection, keys, select().plus(" AND ").plus(condition));
    }

    @Override
    public List<Key> waiting(Connection connection, List<Key> keys) throws SQLException {
        return each(connection, keys, select().plus(" FOR UPDATE"));
    }

    @Override
    public List<Key> lock(Connection connection, List<Key> keys, Sql condition) throws SQLException {
        return each(connection, keys, select().plus(" AND ").plus(condition).plus(" FOR UPDATE SKIP LOCKED"));
    }

    @Override
    public List<Key> delete(Connection connection, List<Key> keys, Sql condition) throws SQLException {
        Sql delete = Sql.of("DELETE FROM " + table.sql() + " c WHERE " + isKey());
        return each(connection, keys, delete.plus(" AND ").plus(condition));
    }

    @Override
    public <T> List<T> read(
            Connection connection, List<Key> keys, String columns, Sql condition, Statements.RowReader<T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        for (Key one : keys) {
            Sql sql = new Sql(
                            "SELECT " + columns + " FROM " + table.sql() + " AS c WHERE " + isKey(),
                            List.copyOf(one.parts()))
                    .plus(" AND ")
                    .plus(condition);
            rows.addAll(Statements.query(connection, dialect, sql, reader));
        }
        return rows;
    }

    @Override
    public List<String> lockAll(Connection connection, String column, Sql condition) throws SQLException {
        Sql sql = Sql.of("SELECT CAST(c." + column + " AS VARCHAR) FROM " + table.sql() + " AS c WHERE ")
                .plus(condition)
                .plus(" FOR UPDATE");
        return Statements.query(connection, dialect, sql, row -> row.getString(1));
    }

    @Override
    public List<Key> deleteAll(Connection connection, Sql condition) throws SQLException {
        Sql delete = Sql.of("SELECT " + KeyColumns.text(key) + " FROM OLD TABLE (DELETE FROM " + table.sql()
                        + " AS c WHERE ")
                .plus(condition)
                .plus(") AS c");
        return Statements.query(connection, dialect, delete, row -> Statements.key(row, key.size()));
    }

    private Sql select() {
        return Sql.of("SELECT 1 FROM " + table.sql() + " c WHERE " + isKey());
    }

    private String isKey() {
        return key.stream().map(column -> column.sql() + " = ?").collect(Collectors.joining(" AND "));
    }

    /** The statement has a question mark for each key column, then those of its values. */
    private List<Key> each(Connection connection, List<Key> keys, Sql sql) throws SQLException {
        List<Key> hits = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            for (Key one : keys) {
                List<Object> values = new ArrayList<>(one.parts());
                values.addAll(sql.values());
                Statements.bind(statement, dialect, new Sql(sql.text(), values));
                if (hit(statement)) {
                    hits.add(one);
                }
            }
        }
        return hits;
    }

    private static boolean hit(PreparedStatement statement) throws SQLException {
        if (!statement.execute()) {
            return statement.getUpdateCount() == 1;
        }
        try (var row = statement.getResultSet()) {
            return row.next();
        }
    }
}
