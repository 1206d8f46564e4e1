package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.testkit.CleanupTaskContract;
import java.util.Set;
import java.util.TreeSet;

@NeedsDocker
class ContainersContractTest extends CleanupTaskContract {
    private final Docker docker;

    ContainersContractTest(Docker docker) {
        this.docker = docker;
    }

    @Override
    protected CleanupTask task() {
        return docker.containers().build();
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        Set<String> ids = new TreeSet<>();
        for (int index = 0; index < removable; index++) {
            ids.add(docker.created());
        }
        for (int index = 0; index < kept; index++) {
            docker.created(Docker::restartedAlways);
        }
        return ids;
    }

    @Override
    protected Set<String> there() {
        return docker.there();
    }

    @Override
    protected void renew(String id) {
        docker.startAndWait(id);
    }
}
