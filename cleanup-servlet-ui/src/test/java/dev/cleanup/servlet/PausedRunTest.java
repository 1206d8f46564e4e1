package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.throttle.Throttle;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that its throttle holds back says so, and can be stopped. */
class PausedRunTest {
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service = CleanupService.builder()
            .task(shelf.task("shelf"))
            .throttle(Throttle.builder()
                    .pauseWhile("replication lag", () -> Optional.of("12 s, at most 10 s"))
                    .build())
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @Test
    void the_status_and_the_run_say_why_it_pauses() {
        RunHandle run = service.begin(RunRequest.execute());
        String why = "paused: replication lag 12 s, at most 10 s";

        await().until(() -> reason(server.send("GET", "/status", VIEWER).json().getJsonObject("current"))
                .equals(why));
        JsonObject shown =
                server.send("GET", "/runs/" + run.current().id(), VIEWER).json();
        assertThat(shown.getString("status")).isEqualTo("RUNNING");
        assertThat(reason(shown)).isEqualTo(why);

        server.send("POST", "/runs/" + run.current().id() + "/stop", OPERATOR);

        assertThat(run.await().reason()).startsWith("shelf: stopped by").endsWith("; it was " + why);
        assertThat(shelf.ids()).hasSize(4);
    }

    private static String reason(JsonObject run) {
        return run.getJsonArray("tasks").isEmpty()
                ? ""
                : run.getJsonArray("tasks").getJsonObject(0).getString("reason");
    }
}
