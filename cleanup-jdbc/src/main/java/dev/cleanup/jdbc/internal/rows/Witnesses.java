package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Counting.Grouping;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the rows that the verdicts on some others hang on, so that these can be judged in memory. */
record Witnesses(Rows rows, Instant asOf) {

    /** The witnesses in the groups of these rows; perhaps also some in others. */
    Sql of(List<Resource> resources, String columns) {
        Ranked ranked = new Ranked(rows, asOf, Sql.of("1 = 1"));
        return Sql.of("SELECT " + columns + " FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(condition(resources));
    }

    /** The same, as a condition on the columns of {@link Ranked#table}. */
    Sql condition(List<Resource> resources) {
        return Sql.any(rows.counting().groupings().stream()
                .map(grouping -> of(resources, grouping))
                .toList());
    }

    private Sql of(List<Resource> resources, Grouping grouping) {
        List<Sql> all = new ArrayList<>();
        all.add(new PolicySql(rows, asOf).witness(grouping));
        grouping.per().forEach(tag -> all.add(oneOf(resources, tag)));
        return Sql.all(all);
    }

    private Sql oneOf(List<Resource> resources, String tag) {
        String value = TagSql.of(rows, tag).value();
        Set<String> values = resources.stream()
                .flatMap(resource -> Optional.ofNullable(resource.tags().get(tag)).stream())
                .collect(Collectors.toSet());
        boolean missing =
                resources.stream().anyMatch(resource -> !resource.tags().containsKey(tag));
        List<Sql> any = new ArrayList<>();
        if (missing) {
            any.add(Sql.of("(" + value + ") IS NULL"));
        }
        if (!values.isEmpty()) {
            any.add(new Sql("(" + value + ") IN (" + Sql.marks(values.size()) + ")", List.copyOf(values)));
        }
        return Sql.any(any);
    }
}
