package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A container whose files cannot be removed: the engine calls it dead once it has tried. */
@NeedsOwnEngine
class DeadContainersTest {
    private final OwnEngine engine;
    private final Docker docker;
    private String stuck = "";

    DeadContainersTest(OwnEngine engine) {
        this.engine = engine;
        this.docker = engine.docker();
    }

    @AfterEach
    void removeAll() throws Exception {
        if (Files.exists(engine.dataOf(stuck))) {
            chattr("-i");
        }
        docker.close();
    }

    @Test
    void a_container_that_the_engine_cannot_remove_is_reported_and_goes_once_it_can() throws Exception {
        stuck = docker.created();
        String other = docker.created();
        assumeTrue(chattr("+i"), "the file system cannot protect files");

        TaskRun first = Runs.execute(docker.containers().build());

        assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(first.tally().removed()).isEqualTo(1);
        assertThat(Runs.reason(first, stuck)).startsWith("the engine answered 500: ");
        assertThat(docker.there()).containsExactly(stuck).doesNotContain(other);
        assertThat(docker.state(stuck)).isEqualTo("dead");

        TaskRun second = Runs.execute(docker.containers().build());
        assertThat(second.eligible()).isEqualTo(1);
        assertThat(second.tally().removed()).isZero();

        assertThat(chattr("-i")).isTrue();
        assertThat(Runs.execute(docker.containers().build()).tally().removed()).isEqualTo(1);
        assertThat(docker.there()).isEmpty();
    }

    private boolean chattr(String flag) throws IOException, InterruptedException {
        Path data = engine.dataOf(stuck);
        return new ProcessBuilder("chattr", flag, data.toString()).start().waitFor() == 0;
    }
}
