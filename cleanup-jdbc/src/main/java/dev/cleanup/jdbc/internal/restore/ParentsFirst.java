package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.ForeignKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts tables into the order in which rows can be added to them. */
record ParentsFirst(Connection connection, Dialect dialect) {

    List<Part> order(List<Part> parts) throws SQLException {
        List<Part> waiting = new ArrayList<>(parts);
        List<Part> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Part> free = free(waiting);
            if (free.isEmpty()) {
                throw new ConfigurationException(
                        "task",
                        waiting.stream().map(part -> part.table().display()).collect(Collectors.joining(", ")),
                        "the foreign keys of these tables form a circle; accepted are tables that can be put in order");
            }
            ordered.addAll(free);
            waiting.removeAll(free);
        }
        return ordered;
    }

    private List<Part> free(List<Part> waiting) throws SQLException {
        List<Part> free = new ArrayList<>();
        for (Part part : waiting) {
            if (!refersTo(part, waiting)) {
                free.add(part);
            }
        }
        return free;
    }

    private boolean refersTo(Part part, List<Part> waiting) throws SQLException {
        for (ForeignKey key : dialect.foreignKeysFrom(connection, part.table())) {
            String parent = key.parent().display();
            if (!parent.equals(part.table().display())
                    && waiting.stream()
                            .anyMatch(other -> other.table().display().equals(parent))) {
                return true;
            }
        }
        return false;
    }
}
