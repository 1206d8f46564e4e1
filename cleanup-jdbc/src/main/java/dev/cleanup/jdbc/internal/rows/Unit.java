package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows that a policy in memory judges together: those with the same values of the tags that all of its counted rules make groups by.
 *
 * @param values for each of these tags "=" and its value, or nothing when it is missing
 */
record Unit(List<String> values) {
    /** As {@link #order} has it. */
    static final Comparator<Unit> ORDER = (one, other) -> {
        int place = 0;
        while (place < one.values.size() && one.values.get(place).equals(other.values.get(place))) {
            place++;
        }
        return place == one.values.size()
                ? 0
                : Arrays.compareUnsigned(utf8(one.values.get(place)), utf8(other.values.get(place)));
    };

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of what all groupings have in common: no group of any of them reaches beyond one unit. */
    static List<String> tags(Rows rows) {
        List<String> common = new ArrayList<>();
        if (!rows.counting().isEmpty()) {
            common.addAll(rows.counting().groupings().get(0).per());
        }
        rows.counting().groupings().forEach(grouping -> common.retainAll(grouping.per()));
        return common;
    }

    static Unit of(Resource resource, List<String> tags) {
        return new Unit(tags.stream()
                .map(tag -> Optional.ofNullable(resource.tags().get(tag))
                        .map(value -> "=" + value)
                        .orElse(""))
                .toList());
    }

    /** The units in the order of their text; nothing when there is but one. */
    static String order(Rows rows) {
        return tags(rows).stream()
                .map(tag -> rows.dialect()
                        .codePoints("(COALESCE('=' || (" + TagSql.of(rows, tag).value() + "), ''))"))
                .collect(Collectors.joining(", "));
    }

    /** Rows whose unit stands in this relation to this one. */
    Sql compared(Rows rows, String sign) {
        if (values.isEmpty()) {
            return Sql.of("1 = 1");
        }
        String marks = values.stream()
                .map(value -> rows.dialect().codePoints("CAST(? AS VARCHAR)"))
                .collect(Collectors.joining(", "));
        return new Sql("(" + order(rows) + ") " + sign + " (" + marks + ")", List.copyOf(values));
    }
}
