package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.internal.kind.Images;

/**
 * Sets up a task for images that no container uses, running or not, and that no image that stays is built on; without a name only, until {@link
 * #unused} is said. An image's age counts from the latest of when it was built, was given a name, and was last seen in use or first seen by
 * this process: the engine keeps no more, and not when an image was fetched. What is there at the first look of a process has the age of its build, however
 * lately it was fetched or used before that: it can be fetched again. The tag {@code repository} is the image's repository, so that {@code keepLatest(3).per("repository")} counts in each.
 */
public final class ImagesBuilder extends DockerBuilder<ImagesBuilder> {
    private boolean tagged;

    ImagesBuilder(DockerEngine engine) {
        super(engine, "images");
    }

    @Override
    ImagesBuilder self() {
        return this;
    }

    /** Only images that carry this label, with whatever value; several are joined by and. */
    public ImagesBuilder label(String label) {
        addLabel(label);
        return this;
    }

    /** Only images that carry this label with this value; several are joined by and. */
    public ImagesBuilder label(String label, String value) {
        addLabel(label, value);
        return this;
    }

    /** Also images that have a name. Those with several names stay. */
    public ImagesBuilder unused() {
        tagged = true;
        return this;
    }

    @Override
    public CleanupTask build() {
        return build(new Images(selection(), tagged));
    }
}
