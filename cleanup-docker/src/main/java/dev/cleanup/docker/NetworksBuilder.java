package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.internal.kind.Networks;

/**
 * Sets up a task for networks that no container is in, running or not; never the predefined ones, Swarm's, or templates of others. A network's
 * age counts from the later of when it was made and when this process last saw a container in it.
 */
public final class NetworksBuilder extends DockerBuilder<NetworksBuilder> {

    NetworksBuilder(DockerEngine engine) {
        super(engine, "networks");
    }

    @Override
    NetworksBuilder self() {
        return this;
    }

    /** Only networks that carry this label, with whatever value; several are joined by and. */
    public NetworksBuilder label(String label) {
        addLabel(label);
        return this;
    }

    /** Only networks that carry this label with this value; several are joined by and. */
    public NetworksBuilder label(String label, String value) {
        addLabel(label, value);
        return this;
    }

    @Override
    public CleanupTask build() {
        return build(new Networks(selection()));
    }
}
