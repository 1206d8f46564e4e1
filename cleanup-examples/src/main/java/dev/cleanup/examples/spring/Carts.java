package dev.cleanup.examples.spring;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The carts of those who may or may not come back, by when they were touched last. */
@RestController
final class Carts {
    private final Map<String, Instant> touched = new ConcurrentSkipListMap<>();

    void touch(String id, Instant when) {
        touched.put(id, when);
    }

    @GetMapping(path = "/carts", produces = "text/plain")
    String ids() {
        return String.join(" ", touched.keySet());
    }

    CleanupTask task(RetentionPolicy policy) {
        return CleanupTask.ofResources("abandoned-carts", this::list, policy, this::remove);
    }

    private List<Resource> list() {
        return touched.entrySet().stream()
                .map(cart -> Resource.of(cart.getKey(), cart.getValue()).event("touched"))
                .toList();
    }

    private Removal remove(Resource cart) {
        boolean gone = touched.remove(cart.id(), cart.since().orElseThrow());
        return gone ? Removal.removed() : Removal.skipped("touched again");
    }
}
