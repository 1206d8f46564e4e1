package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It works wherever the application puts it. */
class MountTest {
    private final CleanupService service =
            CleanupService.builder().task(Shelf.withOld(1).task("shelf")).build();

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', /admin/cleanup/*, /admin/cleanup",
        "/app, /admin/cleanup/*, /admin/cleanup",
        "/app/x y, /admin/cleanup/*, /admin/cleanup",
        "/app, /*, ''",
        "'', /*, ''",
        "/app, /, ''",
        "'', /status/*, /status"
    })
    void under_any_context_and_mapping(String context, String mapping, String mount) {
        try (Server server = new Server(context, mapping, service, Server.TOKENS)) {
            assertThat(as(server, "GET", mount + "/status").json().getString("service"))
                    .isEqualTo("cleanup");
            assertThat(as(server, "POST", mount + "/").json().getString("mode")).isEqualTo("DRY_RUN");
            assertThat(as(server, "POST", mount + "/?dry_run=false").json().getString("mode"))
                    .isEqualTo("EXECUTE");
            assertThat(as(server, "POST", mount + "/elsewhere?dry_run=false").status())
                    .isEqualTo(404);
            assertThat(service.latest(10)).hasSize(2);
        }
    }

    @Test
    void a_mapping_by_extension_has_no_mount_point_and_so_no_routes() {
        try (Server server = new Server("", "*.cleanup", service, Server.TOKENS)) {
            assertThat(as(server, "POST", "/any.cleanup?dry_run=false").status())
                    .isEqualTo(404);
            assertThat(service.latest(10)).isEmpty();
        }
    }

    @Test
    void an_exact_mapping_is_the_mount_point() {
        try (Server server = new Server("/app", "/admin/cleanup", service, Server.TOKENS)) {
            assertThat(as(server, "POST", "/admin/cleanup").json().getString("mode"))
                    .isEqualTo("DRY_RUN");
        }
    }

    private static Reply as(Server server, String method, String path) {
        return server.sendTo(path, method, "", "Authorization", Server.bearer(ADMIN));
    }
}
