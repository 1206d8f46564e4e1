package dev.cleanup.servlet;

import static dev.cleanup.retention.RetentionPolicy.keepFor;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Things in memory that a real task cleans: those older than a week may go. */
public final class Shelf {
    private final Map<String, Resource> things = new ConcurrentSkipListMap<>();

    /** A shelf with this many things of nine days, and one of today. */
    public static Shelf withOld(int count) {
        Shelf shelf = new Shelf();
        for (int i = 0; i < count; i++) {
            shelf.put(Resource.of("old-" + i, daysAgo(9)).event("deleted"));
        }
        shelf.put(Resource.of("new", daysAgo(0)));
        return shelf;
    }

    public static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).minusSeconds(1);
    }

    public Shelf put(Resource thing) {
        things.put(thing.id(), thing);
        return this;
    }

    public List<String> ids() {
        return List.copyOf(things.keySet());
    }

    public CleanupTask task(String name) {
        return CleanupTask.ofResources(
                name, () -> List.copyOf(things.values()), keepFor(Duration.ofDays(7)), this::remove);
    }

    private Removal remove(Resource thing) {
        things.remove(thing.id());
        return Removal.removed();
    }
}
