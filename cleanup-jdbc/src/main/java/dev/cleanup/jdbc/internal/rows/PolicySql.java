package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.AllOf;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.KeepTagged;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A policy as the condition under which it does not keep a row whose age is known. The condition is never null. */
record PolicySql(Rows rows, Instant asOf) {
    private static final String TRUE = "true";

    /** Refuses what cannot be turned into SQL. */
    static void check(RetentionPolicy policy) {
        if (policy instanceof AnyOf any) {
            any.policies().forEach(PolicySql::check);
        } else if (policy instanceof AllOf all) {
            all.policies().forEach(PolicySql::check);
        } else if (!(policy instanceof KeepFor || policy instanceof KeepTagged)) {
            throw new ConfigurationException(
                    "policy",
                    policy.describe(),
                    "policies of one's own run in memory; accepted for rows are keepFor, keepTagged, anyOf and allOf");
        }
    }

    Sql removed(RetentionPolicy policy) {
        if (policy instanceof KeepFor keep) {
            return Sql.of(
                    rows.time().column().sql() + " <= ?",
                    rows.time().upTo(keep.span().before(asOf, ZoneOffset.UTC)));
        }
        if (policy instanceof KeepTagged keep) {
            return Sql.any(keep.tags().stream().map(tag -> untagged(keep, tag)).toList());
        }
        if (policy instanceof AnyOf any) {
            return Sql.all(removed(any.policies()));
        }
        if (policy instanceof AllOf all) {
            return Sql.any(removed(all.policies()));
        }
        throw new IllegalStateException("not checked: " + policy.describe());
    }

    private List<Sql> removed(List<RetentionPolicy> policies) {
        return policies.stream().map(this::removed).toList();
    }

    private Sql untagged(KeepTagged keep, KeepTagged.Tag tag) {
        Column column = Optional.ofNullable(rows.tags().get(tag.name()))
                .orElseThrow(() -> new ConfigurationException(
                        "policy",
                        keep.describe(),
                        "the tag has no column; accepted are the tags "
                                + rows.tags().keySet() + ", set by .tag(name, column)"));
        if (isBoolean(column)) {
            boolean counts = tag.values().isEmpty() || tag.values().contains(TRUE);
            return Sql.of(counts ? column.sql() + " IS NOT TRUE" : "1 = 1");
        }
        String isNull = column.sql() + " IS NULL";
        if (tag.values().isEmpty()) {
            return Sql.of(isNull);
        }
        String text = KeyColumns.text(column);
        return new Sql(
                "(" + isNull + " OR " + text + " NOT IN ("
                        + Sql.marks(tag.values().size()) + "))",
                List.copyOf(tag.values()));
    }

    /** The tag's value in memory, from the text of its column; a boolean tag is there when it is true. */
    static Optional<String> tagValue(Column column, Optional<String> text) {
        return isBoolean(column)
                ? text.filter(value -> value.equalsIgnoreCase(TRUE)).map(value -> TRUE)
                : text;
    }

    private static boolean isBoolean(Column column) {
        return column.type().equals("bool") || column.type().equals("BOOLEAN");
    }
}
