package dev.cleanup.examples;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;

import dev.cleanup.CleanupTask;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.jdbc.JdbcOwners;
import java.util.List;
import javax.sql.DataSource;

/** What docs/docker.md shows. */
final class DockerTasks {
    private DockerTasks() {}

    static List<CleanupTask> of(DockerEngine engine, DataSource dataSource) {

        CleanupTask containers = DockerCleanup.containers(engine)
                .label("app", "bot")
                .ownerLabel("bot.id")
                .activeOwners(JdbcOwners.of(dataSource, "bots", "id").activeWhereNull("deleted_at"))
                .policy(keepFor("1h"))
                .build();
        CleanupTask images = DockerCleanup.images(engine)
                .unused()
                .policy(anyOf(keepFor("14d"), keepLatest(3).per("repository")))
                .build();
        CleanupTask volumes =
                DockerCleanup.volumes(engine).policy(keepFor("30d")).build();
        CleanupTask networks =
                DockerCleanup.networks(engine).policy(keepFor("7d")).build();
        CleanupTask cache =
                DockerCleanup.buildCache(engine).policy(keepFor("14d")).build();

        return List.of(containers, images, volumes, networks, cache);
    }
}
