package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.internal.kind.BuildCache;

/**
 * Sets up a task for records of the engine's build cache that no build uses. A record's age counts from its last use.
 */
public final class BuildCacheBuilder extends DockerBuilder<BuildCacheBuilder> {

    BuildCacheBuilder(DockerEngine engine) {
        super(engine, "build-cache");
    }

    @Override
    BuildCacheBuilder self() {
        return this;
    }

    @Override
    public CleanupTask build() {
        return build(new BuildCache());
    }
}
