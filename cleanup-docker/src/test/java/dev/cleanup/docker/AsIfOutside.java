package dev.cleanup.docker;

import dev.cleanup.docker.internal.kind.Surroundings;
import java.util.Map;

/** Builders as if this process ran in no container and without variables, wherever the tests run. */
public final class AsIfOutside {
    private AsIfOutside() {}

    public static <B extends DockerBuilder<B>> B of(B builder) {
        return builder.within(Surroundings.none(), Map.of());
    }
}
