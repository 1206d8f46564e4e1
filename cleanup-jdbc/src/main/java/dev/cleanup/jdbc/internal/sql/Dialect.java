package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** Its name in names of files. */
    String name();

    /** Binds one value; text takes the type of what it is compared with. */
    void bind(PreparedStatement statement, int index, Object value) throws SQLException;

    /** Gives the database's clock, which goes on within a transaction or is read first in it. */
    String clock();

    /** Prepares the transaction that begins now: what it is for, and the limits for its time. */
    Begun begin(Connection connection, Limits limits, Purpose purpose) throws SQLException;

    /** Why nothing can be removed over this connection; empty when it can. */
    Optional<String> readOnly(Connection connection) throws SQLException;

    /** Whether a crash of the server may take rows of this table that were committed. */
    boolean forgets(Connection connection, Table table) throws SQLException;

    /** Why some rows of this table may be hidden from us or counted twice; empty when none are. */
    Optional<String> hiddenRows(Connection connection, Table table) throws SQLException;

    /** The table itself and its partitions: foreign keys may refer to any of them. */
    List<Table> parts(Connection connection, Table table) throws SQLException;

    /** The columns of the primary key in their order; none where there is none. */
    List<String> primaryKey(Connection connection, Table table) throws SQLException;

    /** The foreign keys of this table. */
    List<ForeignKey> foreignKeysFrom(Connection connection, Table child) throws SQLException;

    /** The foreign keys of all tables that refer to this one, or to a partition of it. */
    List<ForeignKey> foreignKeysTo(Connection connection, Table parent) throws SQLException;

    /** The names of triggers and rules of the users that act when a row of this table is deleted. */
    List<String> deleteTriggers(Connection connection, Table table) throws SQLException;

    /** What the user would need to remove rows and may not, in words. */
    Optional<String> missingPrivileges(Connection connection, Table table) throws SQLException;

    /** The columns that say where a row of this table is, until it is changed. */
    List<String> place(Table table, boolean byPages);

    /** The rows at these places, for a table whose place is one column. */
    Sql atPlaces(long[] places);

    /** What tells later on which rows of the table have been as they are since before this transaction; empty when nothing does. */
    Optional<String> horizon(Connection connection, Table table) throws SQLException;

    /** Rows that have been as they are since before that. */
    Sql untouched(String horizon, Table table);

    /** In this transaction, rows are found by their places, and never by reading the whole table. */
    void preferPlaces(Connection connection) throws SQLException;

    /** A place as a number, from the text of its column. */
    long place(String text);

    /** Text that compares by its code points and nothing else. */
    String codePoints(String text);

    /** What the clocks of a zone show at an instant. */
    Sql atZone(Sql instant, ZoneId zone);

    /** The instant that a local time stands for at an offset; empty when it cannot be said in SQL. */
    Optional<Sql> instant(String local, ZoneOffset offset);

    /** The last microsecond of a date, as a local time. */
    String endOf(String date);

    /** So many seconds later. */
    Sql plusSeconds(String time, int seconds);

    /** So many months, and then so much, before a time; where the month ends before the day of the time, the end of its last day. */
    String before(String time, long months, Duration rest);

    /** The period of the calendar that a local time falls in, as a value that is the same within one and differs in the next. */
    String period(String every, String local);

    /** Whether the database knows this zone by its name. */
    boolean knows(Connection connection, ZoneId zone) throws SQLException;

    /** Whether a lock on a row keeps others from adding rows that refer to it. */
    boolean locksParents();

    /** How rows are found, locked and deleted by their keys. */
    KeyedRows keyedRows(Table table, List<Column> key);

    /** How ids from outside are compared with this column; empty when its type is none that owners are known by. */
    Optional<IdType> idType(Connection connection, Table table, Column column) throws SQLException;

    /** These texts as a table of id, a value of this type, and n, which counts them from 1. */
    Sql numbered(List<String> texts, String type);

    /** Whether the table was emptied or written anew since this transaction began, in whose snapshot it may then look empty. */
    boolean replaced(Connection connection, Table table) throws SQLException;

    /** The name of an index that rows can be found by in the order of this column; empty when there is none, or none is looked for. */
    Optional<String> index(Connection connection, Table table, Column column) throws SQLException;

    /** Whether an index finds the rows of another table, one for each of many values of a column, by the same equality as a comparison of both columns. */
    boolean findsTogether(Connection connection, Table table, Column column, Table other, Column otherColumn)
            throws SQLException;

    /** What the database expects of a query on one table; empty when it has not counted its rows or does not say. */
    Optional<Expected> expected(Connection connection, Table table, Sql query) throws SQLException;

    /** Which share of its rows has a null in this column, by the database's statistics; empty when it has none. */
    Optional<Double> nullShare(Connection connection, Table table, Column column) throws SQLException;

    /** What became of a transaction, by the {@linkplain Begun#transaction() number} it was given. */
    Outcome outcome(Connection connection, String transaction) throws SQLException;

    /** What kind of failure this is. */
    FailureKind kind(SQLException failure);
}
