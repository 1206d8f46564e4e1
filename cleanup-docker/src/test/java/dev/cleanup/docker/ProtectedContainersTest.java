package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.RestartPolicy;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.docker.internal.kind.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that are stopped and stay all the same; beside each there is one that goes. */
@NeedsDocker
class ProtectedContainersTest {
    private final Docker docker;

    ProtectedContainersTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void a_container_with_a_restart_policy_stays() throws Exception {
        for (RestartPolicy policy : List.of(
                RestartPolicy.alwaysRestart(),
                RestartPolicy.unlessStoppedRestart(),
                RestartPolicy.onFailureRestart(3))) {
            String kept = docker.created(container -> {
                Docker.hostConfig(container).withRestartPolicy(policy);
                return container;
            });

            assertStays(docker.containers().build(), kept, "its restart policy is " + policy.getName());
        }
    }

    @Test
    void a_container_that_is_said_to_be_never_restarted_goes() {
        String explicit = docker.created(container -> {
            Docker.hostConfig(container).withRestartPolicy(RestartPolicy.noRestart());
            return container;
        });

        Runs.execute(docker.containers().build());

        assertThat(docker.there()).doesNotContain(explicit);
    }

    @Test
    void a_container_that_the_engine_removes_by_itself_stays() throws Exception {
        String kept = docker.created(container -> {
            Docker.hostConfig(container).withAutoRemove(true);
            return container;
        });

        assertStays(docker.containers().build(), kept, "the engine removes it by itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.docker.swarm.service.id",
                "com.docker.swarm.task.id",
                "com.docker.swarm.node.id",
                "io.kubernetes.pod.uid",
                "io.kubernetes.pod.name",
                "io.kubernetes.container.name",
                "com.hashicorp.nomad.alloc_id",
                "com.amazonaws.ecs.task-arn"
            })
    void a_container_that_somebody_else_manages_stays(String label) throws Exception {
        String kept = docker.created(container -> container.withLabels(docker.labels(label, "x")));

        assertStays(docker.containers().build(), kept, "Swarm, Kubernetes, Nomad or ECS manages it");
    }

    @Test
    void the_container_that_this_process_runs_in_stays() throws Exception {
        String byId = docker.created();
        assertStays(within(new Surroundings(List.of(), false, Set.of(byId), "")), byId, "this process runs in it");

        String byHostname = docker.created();
        String hostname = byHostname.substring(0, 12);
        assertStays(
                within(new Surroundings(List.of(), false, Set.of(), hostname)), byHostname, "this process runs in it");
    }

    @Test
    void the_container_of_this_process_is_known_by_a_hostname_of_its_own() throws Exception {
        String own = docker.created(container -> container.withHostName("bots-1"));

        assertStays(
                within(new Surroundings(List.of("a sign"), true, Set.of(), "bots-1")), own, "this process runs in it");
    }

    private CleanupTask within(Surroundings surroundings) {
        return docker.containers().within(surroundings, Map.of()).build();
    }

    private void assertStays(CleanupTask task, String kept, String reason) throws Exception {
        String goes = docker.created();

        Explanation explanation = task.explain(kept, Instant.now()).orElseThrow();
        Runs.execute(task);

        assertThat(explanation.answer()).isEqualTo(Answer.KEPT);
        assertThat(explanation.reasons()).containsExactly(reason);
        assertThat(docker.there()).contains(kept).doesNotContain(goes);
    }
}
