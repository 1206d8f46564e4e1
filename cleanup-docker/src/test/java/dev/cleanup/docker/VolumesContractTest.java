package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.testkit.CleanupTaskContract;
import java.util.Set;
import java.util.TreeSet;

@NeedsDocker
class VolumesContractTest extends CleanupTaskContract {
    private final Docker docker;

    VolumesContractTest(Docker docker) {
        this.docker = docker;
    }

    @Override
    protected CleanupTask task() {
        return new LookedBefore(docker.volumesTask(docker.engine()).build());
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        Set<String> ids = new TreeSet<>();
        for (int index = 0; index < removable; index++) {
            ids.add(docker.volume());
        }
        for (int index = 0; index < kept; index++) {
            docker.createdWith(docker.volume());
        }
        return ids;
    }

    @Override
    protected Set<String> there() {
        return docker.volumes();
    }

    @Override
    protected void renew(String id) {
        docker.createdWith(id);
    }
}
