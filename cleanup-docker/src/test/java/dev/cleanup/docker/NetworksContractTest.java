package dev.cleanup.docker;

import dev.cleanup.CleanupTask;
import dev.cleanup.testkit.CleanupTaskContract;
import java.util.Set;
import java.util.TreeSet;

@NeedsDocker
class NetworksContractTest extends CleanupTaskContract {
    private final Docker docker;

    NetworksContractTest(Docker docker) {
        this.docker = docker;
    }

    @Override
    protected CleanupTask task() {
        return docker.networksTask(docker.engine()).build();
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        Set<String> ids = new TreeSet<>();
        for (int index = 0; index < removable; index++) {
            ids.add(docker.network());
        }
        for (int index = 0; index < kept; index++) {
            docker.createdIn(docker.network());
        }
        return ids;
    }

    @Override
    protected Set<String> there() {
        return docker.networks();
    }

    @Override
    protected void renew(String id) {
        docker.createdIn(id);
    }
}
