package dev.cleanup.jdbc.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of SQL with the values of its question marks. Values never become text.
 *
 * @param text with a question mark for each value
 * @param values in the order of the question marks
 */
public record Sql(String text, List<Object> values) {
    public Sql {
        values = List.copyOf(values);
    }

    public static Sql of(String text, Object... values) {
        return new Sql(text, List.of(values));
    }

    public Sql plus(String more, Object... values) {
        return plus(of(more, values));
    }

    public Sql plus(Sql more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(more.values);
        return new Sql(text + more.text, all);
    }

    /** All of these conditions. */
    public static Sql all(List<Sql> conditions) {
        return join(conditions, " AND ");
    }

    /** Any of these conditions. */
    public static Sql any(List<Sql> conditions) {
        return join(conditions, " OR ");
    }

    private static Sql join(List<Sql> conditions, String word) {
        String text = conditions.stream().map(Sql::text).collect(Collectors.joining(word, "(", ")"));
        return new Sql(
                text, conditions.stream().flatMap(part -> part.values.stream()).toList());
    }

    /** So many question marks: "?, ?, ?". */
    public static String marks(int count) {
        return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", "));
    }
}
