package dev.cleanup.docker.internal.kind;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What keeps a container whatever its owner and its age. */
final class Protection {
    private static final Set<String> MANAGERS = Set.of(
            "com.docker.swarm.service.id",
            "com.docker.swarm.task.id",
            "com.docker.swarm.node.id",
            "io.kubernetes.pod.uid",
            "io.kubernetes.pod.name",
            "io.kubernetes.container.name");

    private Protection() {}

    /** Why a container that was listed as stopped stays; empty when nothing of this keeps it. */
    static Optional<String> of(Selection selection, Surroundings own, Inspected container) {
        if (!Inspected.stopped(container.state())) {
            return Optional.of(Inspected.describe(container.state()));
        }
        if (!selection.matches(container.name(), container.labels())) {
            return Optional.of("it is not selected: its name or its labels are others than listed");
        }
        if (own.isOwn(container)) {
            return Optional.of("this process runs in it");
        }
        if (managed(container.labels())) {
            return Optional.of("Swarm or Kubernetes manages it");
        }
        if (container.autoRemove()) {
            return Optional.of("the engine removes it by itself");
        }
        return container.restart().isEmpty()
                ? Optional.empty()
                : Optional.of("its restart policy is " + container.restart());
    }

    private static boolean managed(Map<String, String> labels) {
        return labels.keySet().stream().anyMatch(MANAGERS::contains);
    }
}
