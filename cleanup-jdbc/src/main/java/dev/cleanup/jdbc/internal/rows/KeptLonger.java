package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Span;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a child is kept longer than the parent that a foreign key binds it to. Only policies that are a single span are compared. */
record KeptLonger(String childTask, Rows child, String parentTask, Rows parent) {
    private static final int SHORTEST_MONTH = 28;
    private static final int LONGEST_MONTH = 31;

    Optional<String> warning(Connection connection) throws SQLException {
        boolean apart = child.reference().isPresent() || parent.reference().isPresent() || same(parent.table());
        if (apart || !isLonger(child.policy(), parent.policy())) {
            return Optional.empty();
        }
        Set<Integer> rules = rules(connection);
        if (rules.contains(DatabaseMetaData.importedKeyCascade)) {
            return Optional.of(words() + ": its rows go with those, sooner than they should; lengthen the policy of "
                    + parentTask);
        }
        boolean holds = rules.contains(DatabaseMetaData.importedKeyNoAction)
                || rules.contains(DatabaseMetaData.importedKeyRestrict);
        return holds
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
    private Set<Integer> rules(Connection connection) throws SQLException {
        Set<Integer> rules = new LinkedHashSet<>();
        Table from = child.table();
        try (ResultSet row = connection.getMetaData().getImportedKeys(null, from.schema(), from.name())) {
            while (row.next()) {
                boolean ours = parent.table().schema().equals(row.getString("PKTABLE_SCHEM"))
                        && parent.table().name().equals(row.getString("PKTABLE_NAME"));
                if (ours) {
                    rules.add(row.getInt("DELETE_RULE"));
                }
            }
        }
        return rules;
    }
}
