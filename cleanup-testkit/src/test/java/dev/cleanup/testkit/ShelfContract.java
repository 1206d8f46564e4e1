package dev.cleanup.testkit;

import dev.cleanup.CleanupTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds a task over a shelf to the contract. */
abstract class ShelfContract extends CleanupTaskContract {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Shelf shelf = new Shelf();
    private final Function<Shelf, CleanupTask> task;

    ShelfContract(Function<Shelf, CleanupTask> task) {
        this.task = task;
    }

    @Override
    protected CleanupTask task() {
        return task.apply(shelf);
    }

    /** The ids go the other way than the ages, so that the two orders are told apart. */
    @Override
    protected Set<String> arrange(int removable, int kept) {
        Set<String> old = new TreeSet<>();
        for (int i = 0; i < removable; i++) {
            String id = "item-" + i + "-old";
            old.add(id);
            shelf.items.put(id, NOW.minus(Duration.ofDays(9 + i)));
        }
        for (int i = 0; i < kept; i++) {
            shelf.items.put("item-" + i + "-young", NOW.minus(Duration.ofDays(i)));
        }
        return old;
    }

    @Override
    protected Set<String> there() {
        return shelf.items.keySet();
    }

    @Override
    protected void renew(String id) {
        shelf.items.put(id, NOW);
    }

    @Override
    protected boolean obstruct(String id) {
        return shelf.stuck.add(id);
    }

    @Override
    protected Instant now() {
        return NOW;
    }
}
