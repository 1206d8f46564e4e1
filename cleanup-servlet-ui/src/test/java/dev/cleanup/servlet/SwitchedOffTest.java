package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.servlet.internal.http.Printable;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that is switched off says why, and is neither a problem nor counted as what would go. */
class SwitchedOffTest {
    private static final String WHY = "CONTAINER_CLEANUP_ENABLED is false";
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)> \u202e \" \\ \u0000 \ud83d\ude00";
    private static final String TOKEN = "a-token-that-only-the-dashboard-knows";

    private final AtomicBoolean broken = new AtomicBoolean();
    private final Shelf containers = Shelf.withOld(3).beforeLooking(() -> {
        if (broken.get()) {
            throw new IOException("no list");
        }
    });
    private final Crates crates = new Crates(containers.task("containers"), 700);
    private final CleanupService service = CleanupService.builder()
            .task(crates)
            .task(Shelf.withOld(2).task("shelf"))
            .retry(1, Duration.ofMillis(1), Duration.ofMillis(2))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private List<JsonObject> list(String path, String name) {
        return server.send("GET", path, VIEWER).json().getJsonArray(name).getValuesAs(JsonObject.class);
    }

    private List<String> problems() {
        return list("/status", "problems").stream()
                .map(problem -> problem.getString("kind"))
                .toList();
    }

    private List<String> itemsOf(String path) {
        return list(path, "items").stream().map(item -> item.getString("task")).toList();
    }

    @Test
    void the_status_says_why_and_null_of_a_task_that_is_on() {
        crates.off(WHY);
        List<JsonObject> tasks = list("/status", "tasks");
        assertThat(tasks.get(0).getString("off")).isEqualTo(WHY);
        assertThat(tasks.get(1).isNull("off")).isTrue();
    }

    @Test
    void what_became_of_it_before_needs_nobody_while_it_is_off_and_somebody_when_it_is_on_again() {
        broken.set(true);
        server.send("POST", "?dry_run=false", ADMIN);
        assertThat(problems()).containsExactly("BREAKER_OPEN", "FAILED");

        crates.off(WHY);
        assertThat(problems()).isEmpty();
        server.send("POST", "?dry_run=false", ADMIN);
        assertThat(problems()).isEmpty();

        crates.on();
        assertThat(problems()).contains("FAILED");
    }

    @Test
    void what_a_dry_run_had_found_of_it_would_not_go() {
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        assertThat(itemsOf("/orphaned")).hasSize(5).contains("containers");

        crates.off(WHY);

        assertThat(itemsOf("/orphaned")).containsExactly("shelf", "shelf");
        assertThat(server.send("GET", "/orphaned?format=csv", VIEWER).text()).doesNotContain("containers");
        assertThat(itemsOf("/orphaned?run=" + plan)).as("what the run found").contains("containers");
    }

    @Test
    void a_plan_that_holds_some_of_it_is_refused_for_it_and_that_needs_nobody() {
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        crates.off(WHY);

        JsonObject done =
                server.send("POST", "?dry_run=false&plan=" + plan, ADMIN).json();

        assertThat(done.getString("reason")).isEqualTo("containers: off: " + WHY);
        assertThat(containers.ids()).hasSize(4);
        assertThat(problems()).isEmpty();
    }

    @Test
    void a_dashboard_in_front_says_the_same_byte_for_byte_also_of_a_hostile_reason() {
        server.send("POST", "?dry_run=false", ADMIN);
        crates.off(HOSTILE);
        try (Server behind = new Server(
                        service,
                        BearerTokens.builder().token("dashboard", VIEWER, TOKEN).build());
                Server front = new Server(RemoteCleanup.builder()
                        .authenticator(Server.TOKENS)
                        .service("bots", URI.create("http://127.0.0.1:" + behind.port() + Server.MOUNT), TOKEN)
                        .build())) {
            for (String path : List.of("/status", "/history", "/history?format=csv")) {
                String shown = front.send("GET", path, VIEWER).text();
                assertThat(shown).isEqualTo(server.send("GET", path, VIEWER).text());
                assertThat(Printable.is(shown.replace("\r\n", ""))).as(path).isTrue();
                assertThat(shown).contains("2100").as(path);
            }
            String off = front.send("GET", "/status", VIEWER)
                    .json()
                    .getJsonArray("tasks")
                    .getJsonObject(0)
                    .getString("off");
            assertThat(off).startsWith("</script><img").endsWith("\ud83d\ude00").doesNotContain("\u202e");
        }
    }
}
