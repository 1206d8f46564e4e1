package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.along.Along;
import dev.cleanup.jdbc.internal.schema.Condition;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.KeepTagged;
import dev.cleanup.retention.KeepWhere;
import dev.cleanup.retention.KeepWithin;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Rule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a task as the database knows them: every name is spelled as its metadata says.
 *
 * @param dialect of the database
 * @param table whose rows go
 * @param key its key columns
 * @param time the column that their age begins at
 * @param policy what stays
 * @param conditions what else must hold for a row to go
 * @param reference for orphans: the parent that must be missing
 * @param label the column that a person knows a row by
 * @param tags the names of tags with their columns
 * @param byPages whether the table can be gone through by its pages
 * @param counting what the policy counts
 * @param along what is done with rows right before they go
 */
record Rows(
        Dialect dialect,
        Table table,
        List<Column> key,
        TimeColumn time,
        RetentionPolicy policy,
        List<Condition> conditions,
        Optional<Reference> reference,
        Optional<Column> label,
        Map<String, Column> tags,
        boolean byPages,
        Counting counting,
        Along along) {

    /** How the policy judges rows. */
    enum Judging {
        /** By a condition on each row. */
        EACH,
        /** By window functions over all rows. */
        RANKED,
        /** In memory, over rows that are streamed. */
        STREAMED
    }

    /** The same rows under another policy. */
    Rows with(RetentionPolicy other) {
        return new Rows(
                dialect,
                table,
                key,
                time,
                other,
                conditions,
                reference,
                label,
                tags,
                byPages,
                Counting.of(other),
                along);
    }

    /** Refuses a policy that names a tag without a column, whether it runs as SQL or in memory. */
    void checkTags() {
        counting.groupings().stream()
                .flatMap(grouping -> grouping.per().stream())
                .forEach(tag -> TagSql.check(this, tag));
        Counting.leaves(policy)
                .flatMap(rule -> rule instanceof KeepTagged tagged ? tagged.tags().stream() : Stream.empty())
                .forEach(tag -> TagSql.check(this, tag.name()));
    }

    /** The zone whose calendar the policy follows. */
    ZoneId policyZone() {
        return policy instanceof Declared declared ? declared.zone() : ZoneOffset.UTC;
    }

    Judging judging() {
        if (Counting.leaves(policy).anyMatch(rule -> !(rule instanceof Rule) || rule instanceof KeepWhere)) {
            return Judging.STREAMED;
        }
        if (counting.isEmpty()) {
            return Judging.EACH;
        }
        return canBeRanked() ? Judging.RANKED : Judging.STREAMED;
    }

    /** Whether a single column says where a row is. */
    boolean hasPlaces() {
        return dialect.place(table, byPages).size() == 1;
    }

    /** The order of the column must be that of the instants, and the calendar must be one that SQL can follow. */
    private boolean canBeRanked() {
        boolean months = !policyNeedsMonths() || policyZone().getRules().isFixedOffset();
        return time.isSteady() && months && (!followsCalendar() || time.hasLocal(dialect, policyZone()));
    }

    /** Whether the policy asks for the local time of a row. */
    boolean followsCalendar() {
        return policyNeedsMonths()
                || counting.groupings().stream()
                        .anyMatch(grouping -> !grouping.periods().isEmpty());
    }

    /** Whether months are counted back from the newest row. */
    boolean policyNeedsMonths() {
        return Counting.leaves(policy)
                .anyMatch(rule -> rule instanceof KeepWithin within
                        && !within.span().isForever()
                        && within.span().months() > 0);
    }

    /**
     * The parent that an orphan lacks.
     *
     * @param together whether the parents of many children are found at once by an index
     */
    record Reference(Column child, Table parent, Column parentColumn, boolean emptyAllowed, boolean together) {}
}
