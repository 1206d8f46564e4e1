package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes through rows that are judged in memory: unit by unit and there from the newest to the oldest, or where nothing is counted in the order
 * of the key. The rows found are removed by their keys, each judged once more after it was locked. A row that becomes the oldest of its group may
 * be kept as that, which only happens when older ones go first.
 */
record StreamedWalk(Rows rows, Session session, KeyedRemoval removal) {

    /** Where a row stands in the walk. */
    private record Step(Unit unit, Resource resource) {
        Instant since() {
            return resource.since().orElseThrow();
        }
    }

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        Optional<Key> after = request.after().map(this::position);
        List<Step> steps = session.transaction(connection -> next(connection, request, after));
        removal.removeAll(steps.stream()
                .flatMap(step -> KeyText.decode(step.resource().id(), rows.key().size()).stream())
                .toList());
        return steps.size() < request.limit() ? Optional.empty() : Optional.of(text(steps.get(steps.size() - 1)));
    }

    private List<Step> next(Connection connection, BatchRequest request, Optional<Key> after) throws SQLException {
        List<String> tags = Unit.tags(rows);
        List<Step> steps = new ArrayList<>();
        new StreamedRows(rows, request.asOf()).judge(connection, from(after), verdicts -> {
            verdicts.stream()
                    .filter(verdict -> !verdict.kept())
                    .map(Verdict::resource)
                    .map(resource -> new Step(Unit.of(resource, tags), resource))
                    .filter(step -> after.isEmpty() || isBehind(step, after.get()))
                    .sorted(inUnit())
                    .limit((long) request.limit() - steps.size())
                    .forEach(steps::add);
            return steps.size() < request.limit();
        });
        return steps;
    }

    private boolean counts() {
        return !rows.counting().isEmpty();
    }

    private Comparator<Step> inUnit() {
        return counts()
                ? Comparator.comparing(Step::since)
                        .thenComparing(step -> step.resource().id())
                        .reversed()
                : Comparator.comparing(step -> 0);
    }

    /** In the unit where the batch before ended, only what is older. */
    private boolean isBehind(Step step, Key after) {
        if (!counts()
                || !step.unit()
                        .values()
                        .equals(after.parts().subList(2, after.parts().size()))) {
            return true;
        }
        int younger = step.since().compareTo(Instant.parse(after.parts().get(0)));
        return younger < 0
                || (younger == 0 && step.resource().id().compareTo(after.parts().get(1)) < 0);
    }

    private Sql from(Optional<Key> after) {
        if (after.isEmpty()) {
            return Sql.of("1 = 1");
        }
        List<String> parts = after.get().parts();
        return counts()
                ? new Unit(parts.subList(2, parts.size())).compared(rows, ">=")
                : KeyColumns.behind(rows.key(), after.get());
    }

    private Key position(String text) {
        int parts = counts() ? 2 + Unit.tags(rows).size() : rows.key().size();
        return KeyText.decode(text, parts)
                .orElseThrow(() -> new IllegalArgumentException("'after' is no position of this task"));
    }

    private String text(Step step) {
        if (!counts()) {
            return step.resource().id();
        }
        Stream<String> parts =
                Stream.concat(Stream.of(step.since().toString(), step.resource().id()), step.unit().values().stream());
        return KeyText.encode(new Key(parts.toList()));
    }
}
