package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.testkit.CleanupTaskContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;

@NeedsDocker
class ImagesContractTest extends CleanupTaskContract {
    private static final Duration AGE = Duration.ofHours(1);

    private final Docker docker;

    ImagesContractTest(Docker docker) {
        this.docker = docker;
    }

    @Override
    protected CleanupTask task() {
        return docker.imagesTask(docker.engine()).build();
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        List<String> ids = docker.images(removable + kept, AGE);
        ids.subList(removable, ids.size()).forEach(docker::createdFrom);
        return Set.copyOf(ids.subList(0, removable));
    }

    @Override
    protected Set<String> there() {
        return docker.images();
    }

    @Override
    protected void renew(String id) {
        docker.createdFrom(id);
    }
}
