package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Podman itself, by its Docker API, at the address in {@code PODMAN_HOST}; it has to have the image of the tests, as '.ci/docker-engine image'
 * makes it. Skipped where there is none.
 */
@Timeout(120)
@EnabledIfEnvironmentVariable(
        named = "PODMAN_HOST",
        matches = ".+",
        disabledReason = "PODMAN_HOST names no Podman, such as unix:///run/podman/podman.sock")
class PodmanEngineTest {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private Docker docker;

    @BeforeEach
    void podman() {
        String host = System.getenv("PODMAN_HOST");
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .build();
        docker = new Docker(
                DockerClientImpl.getInstance(
                        config,
                        new OneRequestEach(new ZerodepDockerHttpClient.Builder()
                                .dockerHost(URI.create(host))
                                .build())),
                DockerEngine.builder().host(host).callTimeout(CALL_TIMEOUT).build(),
                CALL_TIMEOUT);
    }

    @AfterEach
    void removeAll() {
        docker.close();
    }

    @Test
    void containers_whose_owner_is_gone_go_and_all_others_stay() {
        String gone = docker.created(container -> container.withLabels(docker.labels("bot.id", "1")));
        String there = docker.created(container -> container.withLabels(docker.labels("bot.id", "2")));
        String nobodys = docker.created();

        TaskRun run = Runs.execute(docker.containers()
                .ownerLabel("bot.id")
                .activeOwners(ids -> ids.contains("2") ? Set.of("2") : Set.of())
                .build());

        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(docker.there()).containsExactlyInAnyOrder(there, nobodys).doesNotContain(gone);
    }

    @Test
    void a_container_that_somebody_else_removed_since_the_plan_is_not_counted() {
        String other = docker.created();
        docker.created();

        TaskRun run = Runs.planThenApply(
                docker.containers().build(),
                () -> docker.client().removeContainerCmd(other).exec());

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(Runs.reason(run, other)).isEqualTo("gone meanwhile");
    }

    @Test
    void volumes_go_but_one_that_a_container_has_and_one_whose_name_begins_anothers() throws Exception {
        String shorter = docker.volume("vol-" + docker.mark());
        String longer = docker.volume("vol-" + docker.mark() + "-more");
        String used = docker.volume("used-" + docker.mark());
        docker.createdWith(used);

        assertThat(Runs.execute(new LookedBefore(docker.volumesTask(docker.engine())
                                .includeNamed()
                                .build()))
                        .tally()
                        .removed())
                .isEqualTo(1);
        assertThat(docker.volumes()).containsExactlyInAnyOrder(shorter, used).doesNotContain(longer);
    }

    @Test
    void networks_go_that_no_container_is_in() {
        List<String> networks = List.of(docker.network(), docker.network());

        TaskRun run = Runs.execute(docker.networksTask(docker.engine()).build());

        assertThat(run.tally()).isEqualTo(new Tally(networks.size(), 0, 0, 0));
        assertThat(docker.networks()).isEmpty();
    }
}
