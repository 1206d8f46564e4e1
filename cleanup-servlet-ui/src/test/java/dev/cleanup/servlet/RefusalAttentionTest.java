package dev.cleanup.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For how long something that was refused, or that failed, needs a person. */
class RefusalAttentionTest {
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Shelf shelf = Shelf.withOld(3).beforeLooking(() -> {
        if (broken.get()) {
            throw new IllegalStateException("broken");
        }
    });
    private final CleanupService service = CleanupService.builder()
            .task(shelf.task("shelf"), RemovalLimit.items(2))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private List<String> kinds() {
        return server
                .send("GET", "/status", Role.VIEWER)
                .json()
                .getJsonArray("problems")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(problem -> problem.getString("kind"))
                .toList();
    }

    @Test
    void what_was_refused_needs_a_decision_until_it_is_taken_and_looking_takes_none() {
        service.run(RunRequest.execute());
        assertThat(kinds()).containsExactly("REFUSED");

        CleanupRun plan = service.run(RunRequest.dryRun());
        assertThat(kinds()).containsExactly("REFUSED");

        service.run(RunRequest.apply(plan.id()));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void a_dry_run_that_finds_less_than_the_limit_shows_that_there_is_nothing_left_to_decide() {
        service.run(RunRequest.execute());
        shelf.take("old-0");
        shelf.take("old-1");

        service.run(RunRequest.dryRun());

        assertThat(kinds()).isEmpty();
    }

    @Test
    void a_failure_is_over_when_a_dry_run_could_look_again() {
        broken.set(true);
        service.run(RunRequest.execute());
        assertThat(kinds()).contains("FAILED");

        broken.set(false);
        service.run(RunRequest.dryRun());

        assertThat(kinds()).isEmpty();
    }
}
