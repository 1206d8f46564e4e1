package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.internal.kind.Volumes;

/**
 * Sets up a task for volumes that no container has, running or not; anonymous ones only, until {@link #includeNamed} is said. Only those on the engine's own
 * disk. A volume's age counts from the later of when it was made and when this process last saw a container that has it.
 */
public final class VolumesBuilder extends DockerBuilder<VolumesBuilder> {
    private boolean named;

    VolumesBuilder(DockerEngine engine) {
        super(engine, "volumes");
    }

    @Override
    VolumesBuilder self() {
        return this;
    }

    /** Only volumes that carry this label, with whatever value; several are joined by and. */
    public VolumesBuilder label(String label) {
        addLabel(label);
        return this;
    }

    /** Only volumes that carry this label with this value; several are joined by and. */
    public VolumesBuilder label(String label, String value) {
        addLabel(label, value);
        return this;
    }

    /** Also volumes that were given a name, which most likely hold what somebody wants to keep: mind a label or a long span. */
    public VolumesBuilder includeNamed() {
        named = true;
        return this;
    }

    @Override
    public CleanupTask build() {
        return build(new Volumes(selection(), named));
    }
}
