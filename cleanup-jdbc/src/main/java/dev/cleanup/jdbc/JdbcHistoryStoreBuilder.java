package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.history.HistorySchema;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Limits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link JdbcHistoryStore}. Not safe for use by several threads. */
public final class JdbcHistoryStoreBuilder {
    /** What the names of the tables begin with. */
    public static final String DEFAULT_TABLE_PREFIX = HistorySchema.DEFAULT_PREFIX;

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final String PREFIX_FORM = "[A-Za-z][A-Za-z0-9_]{0,31}";

    private final DataSource dataSource;
    private @Nullable String schema;
    private String prefix = DEFAULT_TABLE_PREFIX;
    private boolean createTables;

    JdbcHistoryStoreBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The schema of the tables, which must be there; by default the connection's current one. */
    public JdbcHistoryStoreBuilder schema(String name) {
        schema = name;
        return this;
    }

    /** What the names of the tables begin with, {@value #DEFAULT_TABLE_PREFIX} by default; a history of its own for each prefix. */
    public JdbcHistoryStoreBuilder tablePrefix(String text) {
        if (!text.matches(PREFIX_FORM)) {
            throw new ConfigurationException(
                    "tablePrefix", text, "accepted are 1 to 32 letters, digits and underscores, a letter first");
        }
        prefix = text;
        return this;
    }

    /**
     * Makes the tables when they are not there. By default they must be: the files {@code cleanup-history/postgresql.sql} and
     * {@code cleanup-history/h2.sql} in this library's jar are for the application's migrations.
     */
    public JdbcHistoryStoreBuilder createTables() {
        createTables = true;
        return this;
    }

    /**
     * The history, checked against the database.
     *
     * @throws ConfigurationException when a table or a column is missing or of another type
     * @throws CleanupException when the database cannot be reached, is read-only, or its user may not use the tables
     */
    public JdbcHistoryStore build() {
        Database database = new Database(dataSource, LIMITS);
        if (createTables) {
            create(database);
        }
        return new JdbcHistoryStore(database, within(database, HistorySchema::resolve));
    }

    /** Of two nodes that make the tables at the same moment one may fail; when it tries again, they are there. */
    private void create(Database database) {
        try {
            within(database, HistorySchema::create);
        } catch (CleanupException perhapsThereNow) {
            within(database, HistorySchema::create);
        }
    }

    private interface SchemaWork<T> {
        T run(HistorySchema schema) throws SQLException;
    }

    private <T> T within(Database database, SchemaWork<T> work) {
        return database.writing(session -> session.transaction(connection ->
                work.run(new HistorySchema(connection, session.dialect(), Optional.ofNullable(schema), prefix))));
    }
}
