package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Owners;
import dev.cleanup.TransientFailureException;
import dev.cleanup.jdbc.internal.owners.OwnerRows;
import dev.cleanup.jdbc.internal.owners.OwnersLookup;
import dev.cleanup.jdbc.internal.owners.OwnersSettings;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ConditionSettings;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Owners that have a row in a table of PostgreSQL or H2, to be asked before what belongs to an owner goes.
 *
 * <pre>{@code
 * Owners bots = JdbcOwners.of(dataSource, "bots", "id").activeWhereNull("deleted_at");
 * }</pre>
 *
 * <p>Without a condition every row is an owner; further conditions must all hold. Each method gives other owners and changes nothing, and
 * each of these is checked against the database when it is made and again before each look-up: a table, column or permission that is gone
 * meanwhile is an error, never the absence of an owner. So are row-level security that hides rows, a standby, and a table that is emptied or
 * written anew during the look-up.
 *
 * <p>Ids are compared by the equality of the id's own type, which for text means by code points, unless the column itself does not heed case
 * or trailing spaces. An id that stands for the value in another way, such as 007 or +7 for 7 or a UUID in capitals, is that owner's. Text
 * that is no value of the type tells nothing about who is there, so it counts as an owner that is, and the log warns of it; only where there is no
 * owner at all it is nobody's, as all others are.
 *
 * <p>A look-up is one read-only snapshot on one connection, with a statement for each 500 ids. Safe for use by several threads.
 */
public final class JdbcOwners implements Owners {
    /** How long one statement may take, also when it waits for a lock. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final OwnersSettings settings;
    private final String description;

    private JdbcOwners(DataSource dataSource, OwnersSettings settings) {
        OwnerRows rows = looking(dataSource, settings, OwnersLookup::tryOut);
        this.dataSource = dataSource;
        // Whoever had the connection before may have left it in another schema.
        this.settings = settings.in(rows.table().schema());
        this.description = rows.describe();
    }

    /**
     * The owners in a table of the schema that the first connection is in.
     *
     * @param id the column that what belongs to an owner names; unique by itself; whole numbers, NUMERIC, text, UUID or an enumeration
     * @throws ConfigurationException when a setting does not fit the database; names the setting, its value and what is accepted
     * @throws CleanupException when the database cannot be asked
     */
    public static JdbcOwners of(DataSource dataSource, String table, String id) {
        return of(dataSource, new TableName(Optional.empty(), RowsBuilder.required("table", table)), id);
    }

    /** The owners in a table of this schema; otherwise as {@link #of(DataSource, String, String)}. */
    public static JdbcOwners of(DataSource dataSource, String schema, String table, String id) {
        Optional<String> named = Optional.of(RowsBuilder.required("schema", schema));
        return of(dataSource, new TableName(named, RowsBuilder.required("table", table)), id);
    }

    private static JdbcOwners of(DataSource dataSource, TableName table, String id) {
        String column = RowsBuilder.required("id", id);
        return new JdbcOwners(dataSource, new OwnersSettings(table, column, List.of(), DEFAULT_STATEMENT_TIMEOUT));
    }

    /**
     * Of these, the owners for whose row this holds, too. Values are bound, never made part of the SQL: text, numbers, booleans, UUIDs, enums
     * (by name) and the types of java.time. Where the column is null, it equals nothing, and any other comparison holds: in doubt an owner is
     * there.
     */
    public JdbcOwners activeWhere(String column, Operator operator, Object value) {
        List<Object> values = ConditionValues.of("activeWhere " + column, operator, value);
        return activeWhere(new ConditionSettings(column, operator.sql(), values));
    }

    /** Of these, the owners in whose row this column is null. */
    public JdbcOwners activeWhereNull(String column) {
        return activeWhere(new ConditionSettings(column, "IS NULL", List.of()));
    }

    /** Of these, the owners in whose row this column is not null. */
    public JdbcOwners activeWhereNotNull(String column) {
        return activeWhere(new ConditionSettings(column, "IS NOT NULL", List.of()));
    }

    private JdbcOwners activeWhere(ConditionSettings condition) {
        return new JdbcOwners(dataSource, settings.with(condition));
    }

    /** The same owners, with another timeout of each statement: a millisecond to an hour; 30 seconds by default. */
    public JdbcOwners statementTimeout(Duration span) {
        return new JdbcOwners(dataSource, settings.within(RowsBuilder.checkTimeout("statementTimeout", span)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransientFailureException when the database cannot tell at this moment: a timeout, a lock, no connection or a lost one
     * @throws CleanupException when it cannot tell for another reason
     */
    @Override
    public Set<String> active(Set<String> ids) {
        return looking(lookup -> lookup.active(ids));
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransientFailureException when the database cannot tell at this moment: a timeout, a lock, no connection or a lost one
     * @throws CleanupException when it cannot tell for another reason
     */
    @Override
    public boolean any() {
        return looking(OwnersLookup::any);
    }

    private interface Look<T> {
        T at(OwnersLookup lookup) throws SQLException;
    }

    private <T> T looking(Look<T> look) {
        return looking(dataSource, settings, look);
    }

    private static <T> T looking(DataSource dataSource, OwnersSettings settings, Look<T> look) {
        Limits limits = new Limits(settings.timeout(), settings.timeout());
        return Session.reading(dataSource, limits, session -> look.at(new OwnersLookup(session, settings)));
    }

    /** In words, which rows are owners. */
    @Override
    public String toString() {
        return description;
    }
}
