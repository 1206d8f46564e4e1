package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch that takes too long tells what it knows by then, before whoever waits for it gives up. */
@Timeout(60)
class BatchTimeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int COUNT = 50;

    @RegisterExtension
    final Wired wired = new Wired();

    private List<String> ids;
    private CleanupTask task;

    @BeforeEach
    void fifty_containers_of_which_one_takes_as_long_as_a_batch_may() {
        ids = wired.docker.add(COUNT).stream().map(FakeContainer::id).sorted().toList();
        task = wired.containers(wired.client().deadline(DEADLINE)).build();
        wired.docker.on("DELETE /containers/" + ids.get(5), asked -> {
            wait(new CountDownLatch(1));
            return wired.docker.itself(asked);
        });
    }

    private static void wait(CountDownLatch never) {
        try {
            never.await(DEADLINE.toMillis() + 100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private BatchResult batch(Optional<String> after, Optional<List<String>> named) throws Exception {
        return task.removeBatch(new BatchRequest(FakeDocker.NOW, COUNT, after, named));
    }

    @Test
    void what_was_named_and_not_tried_is_left_over_and_says_so() throws Exception {
        BatchResult result = batch(Optional.empty(), Optional.of(ids));

        assertThat(result.removed()).isEqualTo(wired.docker.removed().size()).isBetween(24L, 48L);
        assertThat(result.leftovers())
                .extracting(Leftover::id)
                .containsExactlyInAnyOrderElementsOf(wired.docker.there());
        assertThat(result.leftovers()).allSatisfy(left -> assertThat(left)
                .isEqualTo(Leftover.skipped(left.id(), "not tried: the batch took longer than 3000 ms")));
    }

    @Test
    void a_walk_goes_on_behind_the_last_one_that_was_tried() throws Exception {
        BatchResult first = batch(Optional.empty(), Optional.empty());

        assertThat(first.removed()).isEqualTo(24);
        assertThat(first.leftovers()).isEmpty();
        assertThat(first.next()).contains(ids.get(23));

        BatchResult second = batch(first.next(), Optional.empty());
        assertThat(second.removed()).isEqualTo(26);
        assertThat(second.next()).isEmpty();
        assertThat(wired.docker.removed()).containsExactlyElementsOf(ids);
    }
}
