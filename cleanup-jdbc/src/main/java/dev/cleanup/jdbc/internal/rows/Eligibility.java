package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Rows.Condition;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The one predicate: which rows may go. The count, the findings and every removal use it, so that they cannot differ. */
record Eligibility(Rows rows) {

    private static final Sql ALL = Sql.of("1 = 1");

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
        String time = rows.time().column().sql();
        List<Sql> all = new ArrayList<>();
        all.add(Sql.of(time + " >= ?", rows.time().from(RetentionPolicy.EARLIEST)));
        all.add(Sql.of(time + " <= ?", rows.time().upTo(asOf)));
        rows.conditions().forEach(condition -> all.add(sql(condition)));
        return Sql.all(all);
    }

    /** Rows that meet the further conditions and whose age is not known. */
    Sql unknownAge(Instant asOf) {
        return further(Sql.of("(" + rows.time().column().sql() + " IS NULL OR ")
                .plus(implausibleTime(asOf))
                .plus(")"));
    }

    /** Rows that meet the further conditions and whose time is a zero, infinite or in the future. */
    Sql implausible(Instant asOf) {
        return further(implausibleTime(asOf));
    }

    private Sql implausibleTime(Instant asOf) {
        String time = rows.time().column().sql();
        return Sql.of(
                "(" + time + " < ? OR " + time + " > ?)",
                rows.time().from(RetentionPolicy.EARLIEST),
                rows.time().writtenBy(asOf));
    }

    private Sql further(Sql first) {
        List<Sql> all = new ArrayList<>(List.of(first));
        rows.conditions().forEach(condition -> all.add(sql(condition)));
        return Sql.all(all);
    }

    private static Sql sql(Condition condition) {
        String text = condition.column().sql() + " " + condition.operator();
        return switch (condition.operator()) {
            case "IS NULL", "IS NOT NULL" -> Sql.of(text);
            case "IN" -> new Sql(text + " (" + Sql.marks(condition.values().size()) + ")", condition.values());
            default -> new Sql(text + " ?", condition.values());
        };
    }

    /** Never NOT IN: it matches every row when there are no parents, and none when one of them is null. */
    private static Sql orphaned(Reference reference) {
        String child = reference.child().sql();
        String parents = reference.parent().sql();
        Sql sql = Sql.of(child + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + parents + " AS p WHERE p."
                + reference.parentColumn().quoted() + " = " + child + ")");
        return reference.emptyAllowed() ? sql : sql.plus(" AND EXISTS (SELECT 1 FROM " + parents + ")");
    }
}
