package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.VIEWER;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Explanations look at the resources themselves, so only a few are made at once. */
class ExplainLoadTest {
    private final CountDownLatch looking = new CountDownLatch(2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CleanupService service = CleanupService.builder()
            .task(CleanupTask.ofResources(
                    "slow",
                    () -> {
                        looking.countDown();
                        goOn.await();
                        return List.of(Resource.of("a", Shelf.daysAgo(9)));
                    },
                    RetentionPolicy.keepFor("7d"),
                    thing -> Removal.removed()))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        service.close();
    }

    private Reply ask() {
        return server.send("GET", "/explain?task=slow&id=a", VIEWER);
    }

    @Test
    void two_are_made_at_once_and_others_are_asked_to_come_back() throws Exception {
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(this::ask);
        CompletableFuture<Reply> second = CompletableFuture.supplyAsync(this::ask);
        assertThat(looking.await(30, SECONDS)).isTrue();

        Reply third = ask();

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        goOn.countDown();
        assertThat(first.get(30, SECONDS).json().getString("answer")).isEqualTo("GOES");
        assertThat(second.get(30, SECONDS).status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(200);
    }
}
