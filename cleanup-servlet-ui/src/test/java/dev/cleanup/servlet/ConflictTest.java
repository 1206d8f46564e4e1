package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.RetentionPolicy;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run at a time. */
class ConflictTest {
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CleanupService service =
            CleanupService.builder().task(waiting()).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        service.close();
    }

    private CleanupTask waiting() {
        return CleanupTask.ofResources(
                "waiting",
                () -> {
                    looking.countDown();
                    goOn.await();
                    return List.of();
                },
                RetentionPolicy.keepFor("7d"),
                thing -> Removal.removed());
    }

    @Test
    void while_a_run_is_under_way_another_gets_409_with_its_id_and_status_shows_it() throws Exception {
        Log log = new Log();
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> server.send("POST", "", OPERATOR));
        assertThat(looking.await(30, SECONDS)).isTrue();

        JsonObject status = server.send("GET", "/status", VIEWER).json();
        Reply second = server.send("POST", "?dry_run=false", ADMIN);
        goOn.countDown();

        JsonObject done = first.get(30, SECONDS).json();
        JsonObject current = status.getJsonObject("current");
        assertThat(status.getBoolean("running")).isTrue();
        assertThat(current.getString("id")).isEqualTo(done.getString("id"));
        assertThat(current.getString("status")).isEqualTo("RUNNING");
        assertThat(current.isNull("finishedAt")).isTrue();
        assertThat(current.isNull("durationMillis")).isTrue();
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("Content-Type")).startsWith("application/problem+json");
        assertThat(second.json().getString("run")).isEqualTo(done.getString("id"));
        assertThat(done.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(log.since())
                .contains("ada [ADMIN] asked for EXECUTE over HTTP: not done, run " + done.getString("id"));
    }

    @Test
    void a_run_ends_and_is_recorded_when_the_caller_has_gone() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "POST " + Server.MOUNT + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + Server.bearer(OPERATOR) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(looking.await(30, SECONDS)).isTrue();
        }
        goOn.countDown();
        Awaitility.await().until(() -> service.latest(1).get(0).status().ended());
        assertThat(service.latest(1).get(0).status().name()).isEqualTo("SUCCEEDED");
    }
}
