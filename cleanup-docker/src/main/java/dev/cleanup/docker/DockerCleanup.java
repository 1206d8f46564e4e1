package dev.cleanup.docker;

/**
 * Cleanup tasks for what Docker leaves behind.
 *
 * <pre>{@code
 * DockerEngine engine = DockerEngine.fromEnvironment();
 * CleanupTask containers = DockerCleanup.containers(engine)
 *         .label("app", "bot")
 *         .ownerLabel("bot.id")
 *         .activeOwners(JdbcOwners.of(dataSource, "bots", "id").activeWhereNull("deleted_at"))
 *         .policy(RetentionPolicy.keepFor("1h"))
 *         .build();
 * }</pre>
 *
 * <p>Each removal is of one resource, by its id in full, after another look at it, and never forced.
 */
public final class DockerCleanup {
    private DockerCleanup() {}

    /** Stopped containers, with or without regard to whose they are. */
    public static ContainersBuilder containers(DockerEngine engine) {
        return new ContainersBuilder(engine);
    }

    /** Images that no container uses. */
    public static ImagesBuilder images(DockerEngine engine) {
        return new ImagesBuilder(engine);
    }

    /** Volumes that no container has. */
    public static VolumesBuilder volumes(DockerEngine engine) {
        return new VolumesBuilder(engine);
    }

    /** Networks that no container is in. */
    public static NetworksBuilder networks(DockerEngine engine) {
        return new NetworksBuilder(engine);
    }

    /** Records of the build cache that no build uses. */
    public static BuildCacheBuilder buildCache(DockerEngine engine) {
        return new BuildCacheBuilder(engine);
    }
}
