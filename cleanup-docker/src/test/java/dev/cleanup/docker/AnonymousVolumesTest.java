package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container with a volume that has a name, and one that the engine made for it. */
@NeedsDocker
class AnonymousVolumesTest {
    private final Docker docker;
    private String named = "";
    private String anonymous = "";

    AnonymousVolumesTest(Docker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void make() {
        named = docker.volume("named-" + docker.mark());
        String container = docker.created(this::withVolumes);
        anonymous = Objects.requireNonNull(docker.inspect(container).getMounts()).stream()
                .map(InspectContainerResponse.Mount::getName)
                .map(Objects::requireNonNull)
                .filter(name -> !name.equals(named))
                .findFirst()
                .orElseThrow();
    }

    private CreateContainerCmd withVolumes(CreateContainerCmd container) {
        Docker.hostConfig(container).withBinds(Bind.parse(named + ":/named"));
        return container.withVolumes(new Volume("/anonymous"));
    }

    @AfterEach
    void removeAnonymous() {
        if (there(anonymous)) {
            docker.client().removeVolumeCmd(anonymous).exec();
        }
    }

    @Test
    void volumes_stay_where_nothing_else_is_said() {
        Runs.execute(docker.containers().build());

        assertThat(docker.there()).isEmpty();
        assertThat(there(anonymous)).isTrue();
        assertThat(there(named)).isTrue();
    }

    @Test
    void anonymous_volumes_go_with_their_container_on_request_and_named_ones_stay() {
        Runs.execute(docker.containers().removeAnonymousVolumes().build());

        assertThat(docker.there()).isEmpty();
        assertThat(there(anonymous)).isFalse();
        assertThat(there(named)).isTrue();
    }

    private boolean there(String volume) {
        try {
            docker.client().inspectVolumeCmd(volume).exec();
            return true;
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
