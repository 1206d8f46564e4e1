package dev.cleanup.benchmarks;

import dev.cleanup.retention.RetentionPolicy;
import java.util.Locale;

/** What is removed: the rows, the statement by hand, and the policy that removes the same rows. */
enum Scenario {
    /** A third of all rows has expired. */
    AGE("now() - interval '1 day' * (CASE x % 3 WHEN 0 THEN 30 WHEN 1 THEN 1 END)") {
        @Override
        RetentionPolicy policy() {
            return RetentionPolicy.keepFor("7d");
        }

        @Override
        String byHand() {
            return "DELETE FROM bots WHERE deleted_at <= now() - interval '7 days'";
        }

        @Override
        long removedOf(int rows) {
            return rows / 3;
        }
    },

    /** Of each of 1,000 groups all but the newest go; by default nine of ten. */
    COUNTED("now() - interval '1 second' * x - interval '1 microsecond' * (random() * 1000)::int") {
        @Override
        RetentionPolicy policy() {
            return RetentionPolicy.keepLatest(KEPT).per("bot_type");
        }

        @Override
        String byHand() {
            return "DELETE FROM bots USING (SELECT id, row_number() OVER (PARTITION BY bot_type ORDER BY deleted_at DESC, id DESC)"
                    + " AS place FROM bots) AS placed WHERE bots.id = placed.id AND place > " + KEPT;
        }

        @Override
        long removedOf(int rows) {
            return rows - (long) GROUPS * KEPT;
        }
    };

    private static final int GROUPS = 1_000;
    private static final int KEPT = Integer.getInteger("kept", 100);

    private final String time;

    Scenario(String time) {
        this.time = time;
    }

    static Scenario chosen() {
        return valueOf(System.getProperty("scenario", "age").toUpperCase(Locale.ROOT));
    }

    abstract RetentionPolicy policy();

    abstract String byHand();

    abstract long removedOf(int rows);

    /** Groups lie scattered over the table, as they do where several writers take turns. */
    String fill(String id, int rows) {
        return "INSERT INTO bots SELECT " + id + ", 'bot-' || x, 'type-' || (x::bigint * 7919 % " + GROUPS + "), "
                + time + " FROM generate_series(1, " + rows + ") AS t(x)";
    }
}
