package dev.cleanup.spring;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks without a database. */
public final class Tasks {
    private Tasks() {}

    /** One that never finds anything. */
    public static CleanupTask idle(String name) {
        return CleanupTask.ofResources(name, List::of, RetentionPolicy.keepFor("7d"), gone -> Removal.removed());
    }

    /** One with this many items that may go, none of which ever does. */
    public static CleanupTask stuck(String name, int items) {
        List<Resource> all = IntStream.range(0, items)
                .mapToObj(item -> Resource.of("secret-" + item, Instant.now().minus(Duration.ofDays(30))))
                .toList();
        return CleanupTask.ofResources(name, () -> all, RetentionPolicy.keepFor("7d"), Tasks::refuse);
    }

    private static Removal refuse(Resource item) {
        throw new IllegalStateException("secret-reason of " + item.id());
    }
}
