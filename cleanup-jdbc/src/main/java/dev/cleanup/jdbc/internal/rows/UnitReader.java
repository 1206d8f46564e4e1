package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.RefusedException;
import dev.cleanup.retention.Resource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers rows that come in the order of their units, or where nothing is counted portions of them. */
final class UnitReader {
    /** Rows that are counted together are held in memory together. */
    static final int MOST_IN_UNIT = 100_000;

    private static final int PORTION = 1_000;

    private final boolean counts;
    private final Units units;
    private final List<String> tags;
    private final List<Resource> together = new ArrayList<>();
    private @Nullable Unit current;
    private boolean more = true;

    UnitReader(Rows rows, Units units) {
        this.counts = !rows.counting().isEmpty();
        this.tags = Unit.tags(rows);
        this.units = units;
    }

    /** Takes the rows of a unit, or a portion of them; false for no more. */
    interface Units {
        boolean take(Unit unit, List<Resource> together) throws SQLException;
    }

    /** The next row; false for no more. */
    boolean add(Resource resource) throws SQLException {
        Unit unit = Unit.of(resource, tags);
        boolean full = counts ? !unit.equals(current) : together.size() == PORTION;
        if (full) {
            end();
        }
        current = unit;
        together.add(resource);
        if (together.size() > MOST_IN_UNIT) {
            throw new RefusedException(
                    "more than " + MOST_IN_UNIT + " rows would have to be counted together in"
                            + " memory, which this policy needs; make smaller groups by per(tag), or use rules that run as SQL");
        }
        return more;
    }

    /** There are no more rows. */
    void end() throws SQLException {
        if (more && current != null && !together.isEmpty()) {
            more = units.take(current, List.copyOf(together));
        }
        together.clear();
    }
}
