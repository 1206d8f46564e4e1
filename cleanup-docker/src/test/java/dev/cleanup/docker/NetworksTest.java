package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.GET;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Network;
import dev.cleanup.Explanation;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@NeedsDocker
class NetworksTest {
    private final Docker docker;

    NetworksTest(Docker docker) {
        this.docker = docker;
    }

    /** A container could not start again without its network; docker network prune does not mind. */
    @Test
    void a_network_stays_while_a_container_is_in_it_stopped_or_not() {
        String created = docker.network();
        docker.createdIn(created);
        String exited = docker.network();
        docker.startAndWait(docker.createdIn(exited));
        String unused = docker.network();

        TaskRun run = Runs.execute(networks().build());

        assertThat(Runs.found(run)).containsExactly(unused);
        assertThat(docker.networks()).containsExactlyInAnyOrder(created, exited);
    }

    @Test
    void a_network_stays_also_where_its_container_names_it_by_name() {
        String network = docker.network();
        docker.createdIn(docker.client()
                .inspectNetworkCmd()
                .withNetworkId(network)
                .exec()
                .getName());

        assertThat(Runs.execute(networks().build()).eligible()).isZero();
        assertThat(docker.networks()).containsExactly(network);
    }

    @Test
    void a_network_that_a_container_was_connected_to_later_stays() {
        String network = docker.network();
        String container = docker.createdIn("bridge");
        docker.client()
                .connectToNetworkCmd()
                .withNetworkId(network)
                .withContainerId(container)
                .exec();

        assertThat(Runs.execute(networks().build()).eligible()).isZero();
        assertThat(docker.networks()).containsExactly(network);
    }

    @Test
    void networks_without_the_label_or_with_another_value_stay() {
        docker.network();

        TaskRun run = Runs.execute(networks().label("app", "bot").build());

        assertThat(run.survey().orElseThrow().population()).as("population").hasValue(0);
        assertThat(docker.networks()).hasSize(1);
    }

    @Test
    void predefined_networks_stay_whatever_is_asked_for() throws Exception {
        var all = DockerCleanup.networks(docker.engine())
                .policy(Docker.NOTHING_KEPT)
                .build();

        for (String name : new String[] {"bridge", "host", "none"}) {
            String id = docker.client().listNetworksCmd().withNameFilter(name).exec().stream()
                    .filter(network -> network.getName().equals(name))
                    .map(Network::getId)
                    .findFirst()
                    .orElseThrow();
            Explanation explanation = all.explain(id, Instant.now()).orElseThrow();
            assertThat(explanation.answer()).isEqualTo(Explanation.Answer.KEPT);
            assertThat(explanation.reasons()).containsExactly("it is predefined");
        }
    }

    @Test
    void young_networks_stay() {
        docker.network();

        assertThat(Runs.execute(networks().policy(RetentionPolicy.keepFor("1h")).build())
                        .eligible())
                .isZero();
    }

    /** The engine would not mind, and does not tell when it is asked for the network alone. */
    @Test
    void a_network_that_a_container_was_made_for_since_the_batch_looked_stays() {
        String network = docker.network();
        DockerEngine engine = docker.engineBefore(GET, path -> {
            if (path.endsWith("/networks/" + network) && docker.there().isEmpty()) {
                docker.createdIn(network);
            }
        });

        TaskRun run = Runs.execute(docker.networksTask(engine).build());

        assertThat(docker.there()).hasSize(1);
        assertThat(docker.networks()).containsExactly(network);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, network)).isEqualTo("changed meanwhile");
    }

    @Test
    void a_network_that_a_container_is_started_in_right_before_its_removal_stays() {
        String network = docker.network();
        DockerEngine engine = docker.engineBefore(
                DELETE,
                path -> docker.running(container -> {
                    Docker.hostConfig(container).withNetworkMode(network);
                    return container;
                }));

        TaskRun run = Runs.execute(docker.networksTask(engine).build());

        assertThat(docker.networks()).containsExactly(network);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, network)).contains("has active endpoints");
    }

    private NetworksBuilder networks() {
        return docker.networksTask(docker.engine());
    }
}
