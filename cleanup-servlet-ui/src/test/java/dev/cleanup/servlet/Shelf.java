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
    private Hook looking = () -> {};
    private Hook removing = () -> {};

    /** What a test does in the middle of a run: hold it, or let it fail. */
    public interface Hook {
        void run() throws Exception;
    }

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

    /** Takes it away by hand. */
    public void take(String id) {
        things.remove(id);
    }

    public List<String> ids() {
        return List.copyOf(things.keySet());
    }

    /** Does this before each look at the things. */
    public Shelf beforeLooking(Hook hook) {
        looking = hook;
        return this;
    }

    /** Does this before each removal. */
    public Shelf beforeRemoving(Hook hook) {
        removing = hook;
        return this;
    }

    public CleanupTask task(String name) {
        return task(name, Duration.ofDays(7));
    }

    /** The task, when things are kept for as long as this. */
    public CleanupTask task(String name, Duration kept) {
        return CleanupTask.ofResources(name, this::look, keepFor(kept), this::remove);
    }

    private List<Resource> look() throws Exception {
        looking.run();
        return List.copyOf(things.values());
    }

    private Removal remove(Resource thing) throws Exception {
        removing.run();
        things.remove(thing.id());
        return Removal.removed();
    }
}
