package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.schedule.Member;
import java.time.Duration;
import java.util.UUID;

/**
 * This node among those of its service.
 *
 * @param member what the service says of itself
 * @param instance one for each start, also where nodes have the same name
 * @param heartbeat how often it says that it is alive
 */
record Here(Member member, String instance, Duration heartbeat) {
    /** What db-scheduler's column takes. */
    private static final int LONGEST_INSTANCE = 50;

    private static final int RANDOM = 8;

    static Here of(Member member, Duration heartbeat) {
        String name = member.node();
        String head = name.substring(0, Math.min(name.length(), LONGEST_INSTANCE - RANDOM - 1));
        return new Here(member, head + "/" + UUID.randomUUID().toString().substring(0, RANDOM), heartbeat);
    }

    String service() {
        return member.service();
    }

    /**
     * After how many seconds without a sign of life others may take what this node has: two and a half heartbeats. Less than the four that
     * db-scheduler takes until it lets another node run, which then finds all tasks free.
     */
    int lease() {
        return (int) Math.ceil(heartbeat.toMillis() * 2.5 / 1_000);
    }
}
