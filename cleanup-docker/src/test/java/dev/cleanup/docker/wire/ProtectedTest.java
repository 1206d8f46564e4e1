package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.internal.kind.Surroundings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays although it is stopped, old and labelled. */
@Timeout(60)
class ProtectedTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container = wired.docker.add(FakeContainer.number(1));
    private final String witness = wired.docker.add(FakeContainer.number(2)).id();

    private void it_stays(String why) {
        it_stays(why, wired.containers().build());
    }

    private void it_stays(String why, CleanupTask task) {
        CleanupService service = wired.open(wired.service(task));
        assertThat(service.explain("containers", container.id()).orElseThrow().reasons())
                .containsExactly(why);

        service.run(RunRequest.execute());

        assertThat(wired.docker.removed()).containsExactly(witness);
        assertThat(wired.changing()).hasSize(1);
    }

    private void it_is_our_own(Surroundings surroundings) {
        it_stays(
                "this process runs in it",
                AsIfOutside.within(wired.containers(), surroundings).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "unless-stopped", "on-failure", "sometimes"})
    void with_a_restart_policy(String policy) {
        container.inspected(
                all -> all.withObject("HostConfig").withObject("RestartPolicy").put("Name", policy));

        it_stays("its restart policy is " + policy);
    }

    @Test
    void that_the_engine_removes_by_itself() {
        container.inspected(all -> all.withObject("HostConfig").put("AutoRemove", true));

        it_stays("the engine removes it by itself");
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
                "com.docker.swarm.service.name",
                "com.docker.swarm.anything",
                "io.kubernetes.cri-o.ContainerType",
                "io.kubernetes.sandbox.id",
                "com.hashicorp.nomad.alloc_id",
                "com.amazonaws.ecs.task-arn",
                "com.amazonaws.ecs.container-name"
            })
    void that_somebody_else_manages(String label) {
        container.label(label, "x");

        it_stays("Swarm, Kubernetes, Nomad or ECS manages it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.docker.swarmish", "com.docker.compose.project", "io.kubernetesque.pod", "com.amazonaws.ecsx"
            })
    void a_label_that_only_looks_like_a_managers_protects_nobody(String label) {
        container.label(label, "x");

        wired.execute(wired.containers().build());

        assertThat(wired.docker.removed()).containsExactly(container.id(), witness);
    }

    @Test
    void that_we_run_in_by_its_id() {
        it_is_our_own(new Surroundings(List.of("control groups"), true, Set.of(container.id()), "host"));
    }

    @Test
    void that_we_may_run_in_by_the_beginning_of_its_id() {
        it_is_our_own(
                new Surroundings(List.of(), false, Set.of(), container.id().substring(0, 12)));
    }

    @Test
    void that_we_may_run_in_by_its_hostname() {
        container.inspected(all -> all.withObject("Config").put("Hostname", "job-server"));

        it_is_our_own(new Surroundings(List.of("/run/.containerenv"), true, Set.of(), "job-server"));
    }

    @Test
    void a_hostname_alone_protects_nobody_on_a_machine_that_is_no_container() {
        container.inspected(all -> all.withObject("Config").put("Hostname", "job-server"));
        CleanupTask task = AsIfOutside.within(
                        wired.containers(), new Surroundings(List.of(), false, Set.of(), "job-server"))
                .build();

        wired.execute(task);

        assertThat(wired.docker.removed()).containsExactly(container.id(), witness);
    }
}
