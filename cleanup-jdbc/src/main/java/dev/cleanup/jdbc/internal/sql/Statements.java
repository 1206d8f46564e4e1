package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries and changes in one call. */
public final class Statements {
    private static final int FETCHED = 10_000;

    private Statements() {}

    /** Makes something of the row that the results stand at. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query; the query says how many that can be. */
    public static <T> List<T> query(Connection connection, Dialect dialect, Sql sql, RowReader<T> reader)
            throws SQLException {
        return results(connection, dialect, sql, results -> {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(reader.read(results));
            }
            return rows;
        });
    }

    /** What is made of all results of a query. */
    static <T> T results(Connection connection, Dialect dialect, Sql sql, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, dialect, sql);
            try (ResultSet results = statement.executeQuery()) {
                return reader.read(results);
            }
        }
    }

    /** Does something with a row that the results stand at; false for no more rows. */
    public interface RowUse {
        boolean use(ResultSet row) throws SQLException;
    }

    /** Goes through the rows of a query, whose number nothing limits: the driver fetches some of them at a time. */
    public static void each(Connection connection, Dialect dialect, Sql sql, RowUse use) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setFetchSize(FETCHED);
            bind(statement, dialect, sql);
            try (ResultSet results = statement.executeQuery()) {
                boolean more = true;
                while (more && results.next()) {
                    more = use.use(results);
                }
            }
        }
    }

    /** How many rows a statement changed. */
    public static long update(Connection connection, Dialect dialect, Sql sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, dialect, sql);
            return statement.executeLargeUpdate();
        }
    }

    /** The first row of a query that always has one. */
    public static <T> T one(Connection connection, Dialect dialect, Sql sql, RowReader<T> reader) throws SQLException {
        return query(connection, dialect, sql, reader).get(0);
    }

    /** The text in the first column of the first row, if there is one. */
    public static Optional<String> text(Connection connection, Dialect dialect, Sql sql) throws SQLException {
        return query(connection, dialect, sql, row -> Optional.ofNullable(row.getString(1))).stream()
                .findFirst()
                .flatMap(text -> text);
    }

    /** The same of the query behind another statement, in one way to the database and back. */
    static Optional<String> lastText(Connection connection, Dialect dialect, Sql sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, dialect, sql);
            statement.execute();
            statement.getMoreResults();
            try (ResultSet results = statement.getResultSet()) {
                results.next();
                return Optional.ofNullable(results.getString(1));
            }
        }
    }

    public static void bind(PreparedStatement statement, Dialect dialect, Sql sql) throws SQLException {
        int index = 0;
        for (Object value : sql.values()) {
            index++;
            dialect.bind(statement, index, value);
        }
    }

    /** The key in the first columns of a row. */
    public static Key key(ResultSet row, int columns) throws SQLException {
        List<String> parts = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            parts.add(row.getString(column));
        }
        return new Key(parts);
    }
}
