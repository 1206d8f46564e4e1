package dev.cleanup.testkit;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link CleanupTask#ofResources} makes, held to the contract. */
class OwnListTaskTest extends CleanupTaskContract {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Resources resources = Resources.at(NOW);
    private final Map<String, Resource> items = new TreeMap<>();
    private final Set<String> stuck = new TreeSet<>();

    @Override
    protected CleanupTask task() {
        return CleanupTask.ofResources("items", this::list, RetentionPolicy.keepFor("7d"), this::remove);
    }

    private List<Resource> list() {
        return new ArrayList<>(items.values());
    }

    private Removal remove(Resource resource) throws IOException {
        if (stuck.contains(resource.id())) {
            throw new IOException("stuck");
        }
        return items.remove(resource.id(), resource) ? Removal.removed() : Removal.skipped("changed");
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        for (int i = 0; i < removable; i++) {
            add(resources.daysOld("old-" + i, 9 + i));
        }
        Set<String> old = Set.copyOf(items.keySet());
        add(Resource.undated("undated"));
        for (int i = 1; i < kept; i++) {
            add(resources.old("young-" + i, Duration.ofDays(7).minusNanos(i)));
        }
        return old;
    }

    private void add(Resource resource) {
        items.put(resource.id(), resource);
    }

    @Override
    protected Set<String> there() {
        return items.keySet();
    }

    @Override
    protected void renew(String id) {
        add(resources.daysOld(id, 0));
    }

    @Override
    protected boolean obstruct(String id) {
        return stuck.add(id);
    }

    @Override
    protected Instant now() {
        return NOW;
    }
}
