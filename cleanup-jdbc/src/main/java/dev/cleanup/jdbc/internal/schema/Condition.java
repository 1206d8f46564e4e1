package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on a column.
 *
 * @param column the column
 * @param operator as SQL writes it
 * @param values none for IS NULL, any number for IN, otherwise one
 */
public record Condition(Column column, String operator, List<Object> values) {

    /** The condition with its values. */
    public Sql sql() {
        String text = column.sql() + " " + operator;
        return switch (operator) {
            case "IS NULL", "IS NOT NULL" -> Sql.of(text);
            case "IN" -> new Sql(text + " (" + Sql.marks(values.size()) + ")", values);
            default -> new Sql(text + " ?", values);
        };
    }

    /** The condition for people. */
    public String words() {
        String listed = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String name = column.name() + " " + operator;
        return operator.equals("IN") ? name + " (" + listed + ")" : (name + " " + listed).strip();
    }
}
