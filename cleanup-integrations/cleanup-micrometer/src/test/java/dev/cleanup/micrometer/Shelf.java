package dev.cleanup.micrometer;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;

/** Things in memory, all of which may go, and the task that cleans them. */
final class Shelf {
    /** What is there. */
    final Set<String> things = new ConcurrentSkipListSet<>();

    /** What cannot be removed. */
    final Set<String> stuck = new ConcurrentSkipListSet<>();

    /** Whether looking fails. */
    volatile boolean broken;

    private final String name;

    Shelf(String name, int count) {
        this.name = name;
        fill(count);
    }

    void fill(int count) {
        IntStream.range(0, count).forEach(i -> things.add(name + "-" + i));
    }

    CleanupTask task() {
        return CleanupTask.ofResources(name, this::look, RetentionPolicy.keepFor("7d"), this::remove);
    }

    private List<Resource> look() throws IOException {
        if (broken) {
            throw new IOException("no list");
        }
        Instant old = Instant.now().minus(Duration.ofDays(9));
        return things.stream().map(thing -> Resource.of(thing, old)).toList();
    }

    private Removal remove(Resource thing) throws IOException {
        if (stuck.contains(thing.id())) {
            throw new IOException("no permission");
        }
        things.remove(thing.id());
        return Removal.removed();
    }
}
