package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.ForeignKey;
import dev.cleanup.jdbc.internal.sql.ForeignKey.Rule;
import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a child is kept longer than the parent that a foreign key binds it to. Only policies that are a single span are compared. */
record KeptLonger(String childTask, Rows child, String parentTask, Rows parent) {
    private static final int SHORTEST_MONTH = 28;
    private static final int LONGEST_MONTH = 31;

    Optional<String> warning(Connection connection) throws SQLException {
        boolean apart = child.reference().isPresent() || parent.reference().isPresent() || same(parent.table());
        if (apart || !isLonger(child.policy(), parent.policy())) {
            return Optional.empty();
        }
        Set<Rule> rules = rules(connection);
        if (rules.contains(Rule.CASCADES)) {
            return Optional.of(words() + ": its rows go with those, sooner than they should; lengthen the policy of "
                    + parentTask);
        }
        return rules.contains(Rule.HOLDS)
                ? Optional.of(words() + ": its foreign key holds those until then; shorten the policy of " + childTask)
                : Optional.empty();
    }

    private boolean same(Table other) {
        return child.table().display().equals(other.display());
    }

    private String words() {
        return childTask + " keeps " + child.table().display() + " " + span(child) + ", longer than " + parentTask
                + " keeps " + parent.table().display() + " (" + span(parent) + "), which it refers to";
    }

    private static String span(Rows rows) {
        return rows.policy().describe().replaceFirst("^keep ", "");
    }

    /** Longer whatever the months are. */
    private static boolean isLonger(RetentionPolicy one, RetentionPolicy other) {
        if (!(one instanceof KeepFor first && other instanceof KeepFor second)
                || second.span().isForever()) {
            return false;
        }
        return first.span().isForever()
                || days(first.span(), SHORTEST_MONTH).compareTo(days(second.span(), LONGEST_MONTH)) > 0;
    }

    private static Duration days(Span span, int month) {
        return span.rest().plusDays(span.months() * month);
    }

    /** What the foreign keys from the child to the parent do when a parent goes. */
    private Set<Rule> rules(Connection connection) throws SQLException {
        return child.dialect().foreignKeysFrom(connection, child.table()).stream()
                .filter(key -> key.refersTo(List.of(parent.table())))
                .map(ForeignKey::rule)
                .collect(Collectors.toSet());
    }
}
