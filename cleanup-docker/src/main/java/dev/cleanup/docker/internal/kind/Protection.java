package dev.cleanup.docker.internal.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps a container whatever its owner and its age. */
final class Protection {
    /** How the labels of those begin that start and stop containers as they find fit. */
    private static final List<String> MANAGERS =
            List.of("com.docker.swarm.", "io.kubernetes.", "com.hashicorp.nomad.alloc_id", "com.amazonaws.ecs.");

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
            return Optional.of("Swarm, Kubernetes, Nomad or ECS manages it");
        }
        if (container.autoRemove()) {
            return Optional.of("the engine removes it by itself");
        }
        return container.restart().isEmpty()
                ? Optional.empty()
                : Optional.of("its restart policy is " + container.restart());
    }

    private static boolean managed(Map<String, String> labels) {
        return labels.keySet().stream().anyMatch(label -> MANAGERS.stream().anyMatch(label::startsWith));
    }
}
