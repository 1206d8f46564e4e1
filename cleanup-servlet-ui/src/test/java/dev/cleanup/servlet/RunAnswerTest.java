package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.retention.Resource;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunAnswerTest {
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service =
            CleanupService.builder().task(shelf.task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @Test
    void a_plan_shows_what_would_go_and_applying_it_removes_exactly_that() {
        JsonObject plan = server.send("POST", "?dry_run=true", OPERATOR).json();
        assertThat(shelf.ids()).hasSize(4);
        shelf.put(Resource.of("old-later", Shelf.daysAgo(9)));

        JsonObject done = server.send("POST", "?dry_run=false&plan=" + plan.getString("id"), ADMIN)
                .json();

        assertThat(done.getString("mode")).isEqualTo("APPLY");
        assertThat(done.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(done.getString("plan")).isEqualTo(plan.getString("id"));
        assertThat(done.getString("requestedBy")).isEqualTo("ada");
        assertThat(shelf.ids()).containsExactly("new", "old-later");
    }

    @Test
    void status_tells_how_the_service_is_set_up_and_what_it_did_last() {
        server.send("POST", "", OPERATOR);
        JsonObject status = server.send("GET", "/status", VIEWER).json();
        assertThat(status.getString("service")).isEqualTo("cleanup");
        assertThat(status.getBoolean("running")).isFalse();
        assertThat(status.getJsonArray("runs")).hasSize(1);
    }
}
