package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one predicate: which rows may go. The count, the findings and every removal use it, so that they cannot differ.
 *
 * @param range the rows that a batch looks at, whose parents are then looked up together; empty for all rows
 */
record Eligibility(Rows rows, Optional<Sql> range) {

    private static final Sql ALL = Sql.of("1 = 1");

    Eligibility(Rows rows) {
        this(rows, Optional.empty());
    }

    /** The predicate for rows of this range. */
    static Eligibility within(Rows rows, Sql range) {
        return new Eligibility(rows, Optional.of(range));
    }

    /** Rows whose age is known, which nothing keeps, and which meet the further conditions. Rows without a time never do. */
    Sql at(Instant asOf) {
        Sql removed =
                switch (rows.judging()) {
                    case EACH -> Sql.of("NOT ").plus(new PolicySql(rows, asOf).kept(rows.policy()));
                    case RANKED -> new Ranked(rows, asOf, ALL).removed();
                    case STREAMED ->
                        throw new IllegalStateException(
                                "judged in memory: " + rows.policy().describe());
                };
        return Sql.all(List.of(candidates(asOf), removed));
    }

    /** Rows that go unless the policy keeps them. */
    Sql candidates(Instant asOf) {
        List<Sql> all = new ArrayList<>(List.of(population(asOf)));
        rows.reference().ifPresent(reference -> all.add(orphaned(reference)));
        return Sql.all(all);
    }

    /** Rows whose age is known and which meet the further conditions: those that counted rules look at. */
    Sql population(Instant asOf) {
        return further(knownAge(asOf));
    }

    /** Rows whose age is known. */
    Sql knownAge(Instant asOf) {
        String time = rows.time().column().sql();
        return Sql.of(
                time + " >= ? AND " + time + " <= ?",
                rows.time().from(RetentionPolicy.EARLIEST),
                rows.time().upTo(asOf));
    }

    /** Rows that meet the further conditions. */
    Sql conditions() {
        return further(ALL);
    }

    /** Rows that meet the further conditions and whose age is not known. */
    Sql unknownAge(Instant asOf) {
        return further(Sql.any(List.of(undated(), zero(), future(asOf))));
    }

    /** Rows that have no time. */
    Sql undated() {
        return Sql.of(rows.time().column().sql() + " IS NULL");
    }

    /** Rows whose time is a zero of some system. */
    Sql zero() {
        return Sql.of(rows.time().column().sql() + " < ?", rows.time().from(RetentionPolicy.EARLIEST));
    }

    /** Rows whose time nobody can have written yet. */
    Sql future(Instant asOf) {
        return Sql.of(rows.time().column().sql() + " > ?", rows.time().writtenBy(asOf));
    }

    /** Rows that meet the further conditions and whose time is a zero, infinite or in the future. */
    Sql implausible(Instant asOf) {
        return further(Sql.any(List.of(zero(), future(asOf))));
    }

    private Sql further(Sql first) {
        List<Sql> all = new ArrayList<>(List.of(first));
        rows.conditions().forEach(condition -> all.add(condition.sql()));
        return Sql.all(all);
    }

    /** Never NOT IN: it matches every row when there are no parents, and none when one of them is null. */
    private Sql orphaned(Reference reference) {
        Sql missing = range.isPresent() && reference.together()
                ? hasNoneAmong(reference, range.get())
                : Sql.of("NOT ").plus(hasParent(reference));
        Sql sql = refers(reference).plus(" AND ").plus(missing);
        return reference.emptyAllowed() ? sql : sql.plus(" AND ").plus(anyParent(reference));
    }

    /**
     * The parents of a range are found by one walk along their index, in the order of the keys, and kept in a hash table. They are no list of all
     * parents, of which an empty one would match every row and one with a null none: whoever is not among them has no parent, and none is null.
     */
    private Sql hasNoneAmong(Reference reference, Sql range) {
        String key = "p." + reference.parentColumn().quoted();
        return Sql.of("NOT " + reference.child().sql() + " = ANY (SELECT " + key + " FROM "
                        + reference.parent().sql() + " AS p WHERE " + key + " = ANY (ARRAY(SELECT "
                        + reference.child().sql() + " FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(range)
                .plus(" AND ")
                .plus(refers(reference))
                .plus(")))");
    }

    /** Rows that refer to a parent, whether there is one or not. */
    static Sql refers(Reference reference) {
        return Sql.of(reference.child().sql() + " IS NOT NULL");
    }

    /** Rows whose parent is there. */
    static Sql hasParent(Reference reference) {
        return Sql.of("EXISTS (SELECT 1 FROM " + reference.parent().sql() + " AS p WHERE p."
                + reference.parentColumn().quoted() + " = " + reference.child().sql() + ")");
    }

    /** All rows when there is any parent, and none when there is none. */
    static Sql anyParent(Reference reference) {
        return Sql.of("EXISTS (SELECT 1 FROM " + reference.parent().sql() + ")");
    }
}
