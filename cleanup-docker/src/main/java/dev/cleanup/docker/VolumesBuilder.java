package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.internal.kind.Volumes;

/**
 * Sets up a task for volumes that no container has, running or not; anonymous ones only, until {@link #includeNamed} is said. Only those on the
 * engine's own disk: of the driver {@code local}, without any option. A volume's age counts from the latest of when it was made, when this process
 * last saw a container that has it, and the task's first look: what lost its container before that, nobody knows when, is in doubt younger. Before Docker 23
 * a name of 64 hexadecimal digits is the sign of an anonymous volume, from then on the engine's label; Podman gives no sign, so that volumes there need
 * {@code includeNamed}. A volume whose name begins another's stays, since Podman deletes by the beginning of a name.
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
