package dev.cleanup.docker;

import dev.cleanup.docker.internal.kind.Surroundings;
import java.util.Map;

/** Builders as if this process ran in no container, or in another, and without variables, wherever the tests run. */
public final class AsIfOutside {
    private AsIfOutside() {}

    public static <B extends DockerBuilder<B>> B of(B builder) {
        return within(builder, Surroundings.none());
    }

    public static <B extends DockerBuilder<B>> B within(B builder, Surroundings where) {
        return builder.within(where, Map.of());
    }
}
