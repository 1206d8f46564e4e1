package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows and their keys. Each method gives the keys, of those asked for, that it holds for. */
public interface KeyedRows {

    /** That a row, "c", is one of them. */
    Sql among(List<Key> keys);

    /** Which of them meet the condition. */
    List<Key> matching(Connection connection, List<Key> keys, Sql condition) throws SQLException;

    /** Which of them are there; waits for whoever is changing them. */
    List<Key> waiting(Connection connection, List<Key> keys) throws SQLException;

    /** Locks those that meet the condition and that nobody else holds. */
    List<Key> lock(Connection connection, List<Key> keys, Sql condition) throws SQLException;

    /** Deletes those that meet the condition at that moment. */
    List<Key> delete(Connection connection, List<Key> keys, Sql condition) throws SQLException;

    /** Deletes every row that meets the condition. */
    List<Key> deleteAll(Connection connection, Sql condition) throws SQLException;

    /** Reads columns of those that meet the condition. */
    <T> List<T> read(
            Connection connection, List<Key> keys, String columns, Sql condition, Statements.RowReader<T> reader)
            throws SQLException;

    /** Locks every row that meets the condition, waits for whoever holds one, and reads a column of those that are there then. */
    List<String> lockAll(Connection connection, String column, Sql condition) throws SQLException;
}
