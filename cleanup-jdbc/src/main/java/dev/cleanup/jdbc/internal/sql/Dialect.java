package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Where the two databases differ. */
public sealed interface Dialect permits PostgreSql, H2 {

    /** The dialect of the database behind this connection. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgreSql();
            case "H2" -> new H2();
            default -> throw new ConfigurationException("dataSource", product, "accepted are PostgreSQL and H2");
        };
    }

    /** Binds one value; text takes the type of what it is compared with. */
    void bind(PreparedStatement statement, int index, Object value) throws SQLException;

    /** Gives the database's clock, which goes on within a transaction or is read first in it. */
    String clock();

    /** Keeps the limits for the transaction that begins now. */
    Restore limit(Connection connection, Limits limits) throws SQLException;

    /** Why nothing can be removed over this connection; empty when it can. */
    Optional<String> readOnly(Connection connection) throws SQLException;

    /** Why some rows of this table may be hidden from us or counted twice; empty when none are. */
    Optional<String> hiddenRows(Connection connection, Table table) throws SQLException;

    /** The table itself and its partitions: foreign keys may refer to any of them. */
    List<Table> parts(Connection connection, Table table) throws SQLException;

    /** The names of triggers and rules of the users that act when a row of this table is deleted. */
    List<String> deleteTriggers(Connection connection, Table table) throws SQLException;

    /** What the user would need to remove rows and may not, in words. */
    Optional<String> missingPrivileges(Connection connection, Table table) throws SQLException;

    /** How rows are found, locked and deleted by their keys. */
    KeyedRows keyedRows(Table table, List<Column> key);

    /** What kind of failure this is. */
    FailureKind kind(SQLException failure);
}
