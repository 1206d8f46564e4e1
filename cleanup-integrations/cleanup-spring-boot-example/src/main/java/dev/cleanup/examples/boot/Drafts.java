package dev.cleanup.examples.boot;

import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** Notices that were begun and not put up, by when they were touched last. */
@Component
class Drafts {
    private final Map<String, Instant> touched = new ConcurrentSkipListMap<>();

    void touch(String id, Instant when) {
        touched.put(id, when);
    }

    List<String> ids() {
        return List.copyOf(touched.keySet());
    }

    List<Resource> list() {
        return touched.entrySet().stream()
                .map(draft -> Resource.of(draft.getKey(), draft.getValue()).event("touched"))
                .toList();
    }

    Removal remove(Resource draft) {
        boolean gone = touched.remove(draft.id(), draft.since().orElseThrow());
        return gone ? Removal.removed() : Removal.skipped("touched again");
    }
}
