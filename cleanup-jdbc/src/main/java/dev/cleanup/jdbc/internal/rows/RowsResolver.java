package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.along.Along;
import dev.cleanup.jdbc.internal.along.AlongResolver;
import dev.cleanup.jdbc.internal.along.Dependent;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ConditionSettings;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ReferenceSettings;
import dev.cleanup.jdbc.internal.schema.Allowed;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Condition;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.SameType;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Pages;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what was set up with the database: at the start, and again before each survey and removal, since tables change. */
final class RowsResolver {
    private final Connection connection;
    private final Dialect dialect;
    private final RowsSettings settings;
    private final Catalog catalog;
    private final Safety safety;

    RowsResolver(Connection connection, Dialect dialect, RowsSettings settings) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.settings = settings;
        this.catalog = new Catalog(connection);
        this.safety = new Safety(connection, dialect);
    }

    Rows resolve() throws SQLException {
        safety.checkWritable();
        Table table = catalog.table("table", settings.table());
        Rows rows = rows(table);
        safety.checkVisible("table", table);
        Allowed allowed = rows.along().allowed(connection, dialect, settings.allowed());
        safety.checkDependents(table, allowed);
        safety.checkTriggers(table, allowed.triggers());
        for (Dependent dependent : rows.along().dependents()) {
            safety.checkDependents(dependent.table(), allowed);
            safety.checkTriggers(dependent.table(), allowed.triggers());
        }
        checkPolicy(rows);
        tryOut(rows);
        return rows;
    }

    private Rows rows(Table table) throws SQLException {
        List<Column> key = catalog.key(table, settings.key());
        TimeColumn time = TimeColumn.of(catalog.column("timestamp", table, settings.time()), settings.zone());
        Optional<Column> label = Optional.empty();
        if (settings.display().label().isPresent()) {
            label = Optional.of(
                    catalog.column("label", table, settings.display().label().get()));
        }
        Map<String, Column> tags = new TreeMap<>();
        for (Map.Entry<String, String> tag : settings.display().tags().entrySet()) {
            tags.put(tag.getKey(), catalog.column("tag " + tag.getKey(), table, tag.getValue()));
        }
        Optional<Reference> reference = reference(table);
        boolean byPages = Pages.has(connection, dialect, table);
        return new Rows(
                dialect,
                table,
                key,
                time,
                settings.policy(),
                conditions(table),
                reference,
                label,
                tags,
                byPages,
                Counting.of(settings.policy()),
                along(table, key));
    }

    private Along along(Table table, List<Column> key) throws SQLException {
        return new AlongResolver(connection, dialect, table, key)
                .resolve(settings.along(), settings.allowed(), settings.name());
    }

    private List<Condition> conditions(Table table) throws SQLException {
        List<Condition> conditions = new ArrayList<>();
        for (ConditionSettings condition : settings.conditions()) {
            Column column = catalog.column("where", table, condition.column());
            conditions.add(new Condition(column, condition.operator(), condition.values()));
        }
        return conditions;
    }

    private Optional<Reference> reference(Table table) throws SQLException {
        if (settings.reference().isEmpty()) {
            return Optional.empty();
        }
        ReferenceSettings given = settings.reference().get();
        Column child = catalog.column("column", table, given.column());
        Table parent = catalog.table("references", given.table());
        Column parentColumn = catalog.column("references", parent, given.parentColumn());
        safety.checkVisible("references", parent);
        SameType.check("column", child, parentColumn);
        boolean together = dialect.findsTogether(connection, table, child, parent, parentColumn);
        return Optional.of(new Reference(child, parent, parentColumn, given.emptyAllowed(), together));
    }

    /** The tags must have columns, and the database must know the zone whose calendar it is to follow. */
    private void checkPolicy(Rows rows) throws SQLException {
        rows.checkTags();
        boolean local = rows.judging() == Judging.RANKED && rows.followsCalendar();
        if (local && !dialect.knows(connection, rows.policyZone())) {
            throw new ConfigurationException(
                    "policy",
                    rows.policy().describe(),
                    "the database does not know the zone; accepted are those of pg_timezone_names");
        }
    }

    private static Sql predicate(Rows rows, Instant asOf) {
        Eligibility eligibility = new Eligibility(rows);
        return rows.judging() == Judging.STREAMED ? eligibility.population(asOf) : eligibility.at(asOf);
    }

    /** Lets the database judge the types of all values and of the key, and whether its user may read; no row is looked at. */
    private void tryOut(Rows rows) throws SQLException {
        Sql none = Sql.of("1 = 0 AND ").plus(predicate(rows, Instant.parse("2000-01-01T00:00:00Z")));
        tryOut(
                rows,
                "check that the values fit the types of their columns and that the user may read the table",
                () -> Statements.text(
                        connection,
                        dialect,
                        Sql.of("SELECT 1 FROM " + rows.table().sql() + " AS c WHERE ")
                                .plus(none)));
        tryOut(
                rows,
                "rows cannot be told apart by a key of type "
                        + rows.key().stream().map(Column::type).collect(Collectors.joining(", ")),
                () -> dialect.keyedRows(rows.table(), rows.key()).matching(connection, List.of(), none));
        tryOut(rows, "check that the user may read the tables that removingDependents names", () -> rows.along()
                .tryOut(connection, dialect, rows.table()));
    }

    private interface Trial {
        Object run() throws SQLException;
    }

    private void tryOut(Rows rows, String advice, Trial trial) throws SQLException {
        try {
            trial.run();
        } catch (SQLException failure) {
            String what = "the rows of " + rows.table().display() + " cannot be selected";
            throw Failures.tried(dialect, failure, what, advice);
        }
    }
}
