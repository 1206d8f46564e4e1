package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Owners;
import dev.cleanup.docker.internal.kind.Containers;
import dev.cleanup.docker.internal.kind.Ownership;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a task for stopped containers. Required are a label or a name pattern, and a policy. A container's age counts from the latest of its
 * creation, its start and its end. Never touched are containers that run, are paused, restart or are in a state that is not known, the one this
 * process runs in, those of Swarm, Kubernetes, Nomad and ECS, and those with a restart policy or {@code --rm}.
 */
public final class ContainersBuilder extends DockerBuilder<ContainersBuilder> {
    private @Nullable Function<DockerContainer, Optional<String>> owner;
    private String ownerWords = "";
    private @Nullable Owners owners;
    private boolean noOwnersAllowed;
    private boolean volumes;

    ContainersBuilder(DockerEngine engine) {
        super(engine, "containers");
    }

    @Override
    ContainersBuilder self() {
        return this;
    }

    /** Only containers that carry this label, with whatever value; several are joined by and. */
    public ContainersBuilder label(String label) {
        addLabel(label);
        return this;
    }

    /** Only containers that carry this label with this value; several are joined by and. */
    public ContainersBuilder label(String label, String value) {
        addLabel(label, value);
        return this;
    }

    /** Only containers whose whole name matches this regular expression. */
    public ContainersBuilder nameMatching(String regex) {
        addPattern(regex);
        return this;
    }

    /** Only containers whose owner, named by this label, is gone; needs {@link #activeOwners}. */
    public ContainersBuilder ownerLabel(String label) {
        return owner(container -> Optional.ofNullable(container.labels().get(label)), "label " + label);
    }

    /**
     * Only containers whose owner is gone; needs {@link #activeOwners}. One without an owner stays.
     *
     * @param of whose a container is; empty when that cannot be told
     * @param words the same for people, such as "name up to the hyphen"; a plan holds only while they stay the same
     */
    public ContainersBuilder owner(Function<DockerContainer, Optional<String>> of, String words) {
        owner = of;
        ownerWords = words;
        return this;
    }

    /** Who of the owners is still there. When it fails, or gives answers that contradict each other, nothing is removed. */
    public ContainersBuilder activeOwners(Owners who) {
        owners = who;
        return this;
    }

    /** Lets the task go on when nobody is there of all whose containers the engine has; by default it refuses to. */
    public ContainersBuilder allowNoOwners() {
        noOwnersAllowed = true;
        return this;
    }

    /** Removes anonymous volumes with their container; by default they stay, since they may hold a database. */
    public ContainersBuilder removeAnonymousVolumes() {
        volumes = true;
        return this;
    }

    @Override
    public CleanupTask build() {
        if (selection().labels().isEmpty() && selection().name().isEmpty()) {
            throw new ConfigurationException(
                    "label", "", "it is required: a label or a name pattern, so that only your containers go");
        }
        if ((owner == null) != (owners == null)) {
            throw new ConfigurationException(
                    owner == null ? "owner" : "activeOwners", "", "it is required: owner and activeOwners go together");
        }
        return build(new Containers(selection(), ownership(), surroundings(), volumes));
    }

    private Optional<Ownership> ownership() {
        return owner == null || owners == null
                ? Optional.empty()
                : Optional.of(new Ownership(owner, ownerWords, owners, noOwnersAllowed));
    }
}
