package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A partition as the database describes it; one that has partitions of its own goes with them.
 *
 * @param oid the database's number of it, which no other table ever had
 * @param table its name
 * @param bound its bounds, in the database's words
 * @param end its upper bound in the database's words and as an instant, exclusive; empty when it has none that is finite
 * @param holds why it stays whatever the policy says
 * @param size how much goes with it
 */
record Partition(long oid, Table table, String bound, Optional<End> end, List<String> holds, Size size) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final long KILO = 1_024;

    Partition {
        holds = List.copyOf(holds);
    }

    /** The upper bound. */
    record End(String text, Instant at) {}

    /**
     * How much goes with a partition.
     *
     * @param leaves how many tables it is made of
     * @param rows as the database estimates them; negative when it has never counted
     * @param bytes with indexes; 0 when nobody asked
     */
    record Size(int leaves, long rows, long bytes) {
        String words() {
            String parts = leaves == 1 ? "" : String.format(Locale.ROOT, "%,d partitions of its own, ", leaves);
            String count = rows < 0 ? "rows never counted" : String.format(Locale.ROOT, "about %,d rows", rows);
            return parts + count + ", " + room();
        }

        private String room() {
            return bytes < KILO * KILO
                    ? String.format(Locale.ROOT, "%,d kB", (bytes + KILO - 1) / KILO)
                    : String.format(Locale.ROOT, "%,d MB", bytes / (KILO * KILO));
        }
    }

    /** Schema and name, each in quotes where it needs them to be told apart. */
    String id() {
        return part(table.schema()) + "." + part(table.name());
    }

    private static String part(String name) {
        return PLAIN.matcher(name).matches() ? name : Table.quote(name);
    }

    /** Whether nothing was put in its place or changed about its bounds. */
    boolean sameAs(Partition other) {
        return oid == other.oid && bound.equals(other.bound);
    }

    Partition heldBy(String reason) {
        List<String> more = new ArrayList<>(holds);
        more.add(reason);
        return new Partition(oid, table, bound, end, more, size);
    }

    /** What a policy judges: its age begins where it ends, since its youngest row may be that young. */
    Resource resource(Table parent) {
        return new Resource(id(), table.display(), end.map(End::at), "ended", Map.of("table", parent.display()));
    }
}
