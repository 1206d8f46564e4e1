package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Column;
import java.util.stream.Collectors;

/** Everything that decides which rows go, in words; a plan holds only as long as these words are the same. */
final class RowsDescription {
    private RowsDescription() {}

    static String of(Rows rows) {
        StringBuilder words = new StringBuilder("rows of " + rows.table().display());
        words.append(" by ").append(rows.key().stream().map(Column::name).collect(Collectors.joining(", ")));
        rows.reference().ifPresent(reference -> words.append(" whose ")
                .append(reference.child().name())
                .append(" has no row in ")
                .append(reference.parent().display())
                .append('.')
                .append(reference.parentColumn().name())
                .append(reference.emptyAllowed() ? " (which may be empty)" : ""));
        words.append(", dated by ").append(rows.time().column().name());
        if (rows.time().kind() != TimeColumn.Kind.INSTANT) {
            words.append(" in ").append(rows.time().zone());
        }
        rows.conditions().forEach(condition -> words.append(", where ").append(condition.words()));
        rows.tags()
                .forEach((tag, column) ->
                        words.append(", tag ").append(tag).append(" from ").append(column.name()));
        words.append(rows.along().description());
        return words.toString();
    }
}
