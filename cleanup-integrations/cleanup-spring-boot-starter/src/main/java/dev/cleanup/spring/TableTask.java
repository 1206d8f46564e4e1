package dev.cleanup.spring;

import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.ExpiredRowsBuilder;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.jdbc.OrphanedRowsBuilder;
import dev.cleanup.jdbc.RowsBuilder;
import dev.cleanup.retention.RetentionPolicy;
import java.util.Locale;
import javax.sql.DataSource;

/** Makes the task of one entry below {@code cleanup.tables}. */
final class TableTask {
    private final String name;
    private final String property;
    private final TableProperties table;

    TableTask(String name, TableProperties table) {
        this.name = name;
        this.property = "cleanup.tables." + name;
        this.table = table;
    }

    /**
     * The task, checked against the database.
     *
     * @throws ConfigurationException that names the property
     */
    CleanupTask in(DataSource dataSource) {
        RowsBuilder<?> rows = isOrphaned() ? orphaned(dataSource) : expired(dataSource);
        common(rows);
        try {
            return rows.build();
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(propertyOf(refused.setting()), refused.value(), refused.accepted());
        }
    }

    private boolean isOrphaned() {
        boolean orphaned = table.column() != null || table.references() != null;
        if (orphaned && table.keep() != null) {
            throw new ConfigurationException(
                    property + ".keep",
                    table.keep(),
                    "accepted is either keep, for expired rows, or column and references, for orphaned ones");
        }
        return orphaned;
    }

    private ExpiredRowsBuilder expired(DataSource dataSource) {
        String keep = Property.required(property + ".keep", table.keep(), "what stays, such as 7d");
        ExpiredRowsBuilder rows = JdbcCleanup.expiredRows(dataSource)
                .timestamp(timestamp())
                .policy(Property.make(property + ".keep", keep, RetentionPolicy::parse));
        table.tags().forEach(rows::tag);
        refuse("older-than", table.olderThan() != null, "orphaned rows, which have column and references");
        refuse("allow-empty-parent", table.allowEmptyParent(), "orphaned rows, which have column and references");
        return rows;
    }

    private void refuse(String setting, boolean given, String where) {
        if (given) {
            throw new ConfigurationException(property + "." + setting, "set", "it is accepted only for " + where);
        }
    }

    private OrphanedRowsBuilder orphaned(DataSource dataSource) {
        OrphanedRowsBuilder rows = JdbcCleanup.orphanedRows(dataSource)
                .column(Property.required(
                        property + ".column", table.column(), "the column that refers to the other table"));
        references(rows);
        refuse("tags", !table.tags().isEmpty(), "expired rows, which have keep");
        String age = timestamp();
        TimeSpan grace = Property.required(
                property + ".older-than", table.olderThan(), "how old an orphaned row must be, such as 1h");
        rows.olderThan(age, grace.duration());
        return table.allowEmptyParent() ? rows.allowEmptyParent() : rows;
    }

    private void references(OrphanedRowsBuilder rows) {
        String accepted = "accepted is table.column or schema.table.column, such as bots.id";
        String parent = Property.required(property + ".references", table.references(), accepted);
        String[] parts = parent.split("\\.", -1);
        switch (parts.length) {
            case 2 -> rows.references(parts[0], parts[1]);
            case 3 -> rows.references(parts[0], parts[1], parts[2]);
            default -> throw new ConfigurationException(property + ".references", parent, accepted);
        }
    }

    private String timestamp() {
        return Property.required(property + ".timestamp", table.timestamp(), "the column that a row's age counts from");
    }

    private void common(RowsBuilder<?> rows) {
        Property.set(property, name, rows::name);
        rows.table(table.table() == null ? name : table.table());
        Property.set(property + ".schema", table.schema(), rows::schema);
        Property.set(property + ".zone", table.zone(), rows::zone);
        Property.set(property + ".label", table.label(), rows::label);
        Property.set(property + ".batch-size", table.batchSize(), rows::batchSize);
        rows.key(table.key().toArray(String[]::new));
        rows.allowDependents(table.allowDependents().toArray(String[]::new));
        rows.allowTriggers(table.allowTriggers().toArray(String[]::new));
    }

    /** Settings of the builders and properties have the same names, but for the policy. */
    private String propertyOf(String setting) {
        String words = setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return property + "." + (words.equals("policy") ? "keep" : words);
    }
}
