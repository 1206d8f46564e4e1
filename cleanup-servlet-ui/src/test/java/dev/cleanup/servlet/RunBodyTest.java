package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run is asked for in JSON. */
class RunBodyTest {
    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service = CleanupService.builder()
            .task(shelf.task("shelf"))
            .task(shelf.task("other"))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"dryRun\": true}", "  {\"dryRun\":true}\n"})
    void without_a_clear_word_it_is_a_dry_run(String body) {
        assertThat(server.sendJson("/run", OPERATOR, body).json().getString("mode"))
                .isEqualTo("DRY_RUN");
        assertThat(shelf.ids()).hasSize(3);
    }

    @Test
    void a_plan_is_applied_for_the_tasks_that_are_named() {
        String plan = server.sendJson("/run", OPERATOR, "{}").json().getString("id");
        Reply reply = server.sendJson(
                "/run", ADMIN, "{\"dryRun\": false, \"plan\": \"" + plan + "\", \"tasks\": [\"other\"]}");
        assertThat(reply.json().getString("mode")).isEqualTo("APPLY");
        assertThat(service.latest(1).get(0).tasks())
                .extracting(task -> task.task())
                .containsExactly("other");
        assertThat(shelf.ids()).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"dryRun\": false}", "{\"dryRun\": false, \"plan\": \"x\"}"})
    void removing_needs_an_admin(String body) {
        assertThat(server.sendJson("/run", OPERATOR, body).status()).isEqualTo(403);
        assertThat(service.latest(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "true",
                "\"x\"",
                "{",
                "{\"dryRun\": 1}",
                "{\"dryRun\": \"false\"}",
                "{\"dryRun\": null}",
                "{\"dry_run\": false}",
                "{\"dryRun\": false, \"dryRun\": true}",
                "{\"plan\": \"x\"}",
                "{\"dryRun\": true, \"plan\": \"x\"}",
                "{\"dryRun\": false, \"plan\": null}",
                "{\"dryRun\": false, \"plan\": 7}",
                "{\"dryRun\": false, \"plan\": \"\"}",
                "{\"dryRun\": false, \"plan\": \"a\\u0000b\"}",
                "{\"tasks\": []}",
                "{\"tasks\": \"shelf\"}",
                "{\"tasks\": [1]}",
                "{\"tasks\": [\"nothing\"]}",
                "{\"tasks\": [null]}",
                "{\"dryRun\": 1e999999999}",
                "{\"dryRun\": 1e99999999999999999999}",
                "{}{}",
                "{} x"
            })
    void what_is_not_clearly_one_thing_is_refused_and_nothing_is_run(String body) {
        Reply reply = server.sendJson("/run", ADMIN, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(service.latest(1)).isEmpty();
        assertThat(shelf.ids()).hasSize(3);
    }

    @Test
    void an_unknown_task_is_answered_with_those_that_are_there() {
        assertThat(server.sendJson("/run", OPERATOR, "{\"tasks\": [\"shelv\"]}")
                        .json()
                        .getString("detail"))
                .contains("shelf", "other");
    }

    @Test
    void a_body_is_bounded_in_depth_and_size() throws Exception {
        String deep = "[".repeat(17) + "]".repeat(17);
        assertThat(server.sendJson("/run", OPERATOR, "{\"tasks\": " + deep + "}")
                        .json()
                        .getString("detail"))
                .contains("16 levels");
        String endless = "[".repeat(30_000);
        assertThat(server.sendJson("/run", OPERATOR, endless).status()).isEqualTo(400);
        String digits = "9".repeat(2_000);
        assertThat(server.sendJson("/run", OPERATOR, "{\"dryRun\": " + digits + "}")
                        .json()
                        .getString("detail"))
                .contains("1000 digits");
        String tooLong =
                server.sendRaw("POST " + Server.MOUNT + "/run HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: " + Server.bearer(OPERATOR)
                        + "\r\nContent-Type: application/json\r\nContent-Length: 65537\r\n\r\n");
        assertThat(tooLong).startsWith("HTTP/1.1 413");
        String largest = "{\"plan\": \"" + "x".repeat(65_536 - 12) + "\"}";
        assertThat(largest).hasSize(65_536);
        assertThat(server.sendJson("/run", ADMIN, largest).status()).isEqualTo(400);
    }

    @Test
    void a_body_that_breaks_off_is_the_callers_fault() throws Exception {
        String reply =
                server.sendRaw("POST " + Server.MOUNT + "/run HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: " + Server.bearer(OPERATOR)
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        assertThat(reply).startsWith("HTTP/1.1 400");
        assertThat(service.latest(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json;charset=utf-16",
                "application/jsonx"
            })
    void a_body_must_be_json_by_its_type(String type) {
        Reply reply = server.sendTo(
                Server.MOUNT + "/run", "POST", "{}", "Authorization", Server.bearer(OPERATOR), "Content-Type", type);
        assertThat(reply.status()).isEqualTo(415);
        Reply untyped = server.sendTo(Server.MOUNT + "/run", "POST", "{}", "Authorization", Server.bearer(OPERATOR));
        assertThat(untyped.status()).isEqualTo(415);
        assertThat(service.latest(1)).isEmpty();
    }

    @Test
    void the_query_string_of_the_json_route_is_not_read_for_parameters() {
        assertThat(server.sendJson("/run?dry_run=false", ADMIN, "{}").status()).isEqualTo(400);
        assertThat(server.sendJson("/run?plan=x", ADMIN, "{}").status()).isEqualTo(400);
        assertThat(service.latest(5)).allMatch(run -> run.mode() == RunMode.DRY_RUN);
    }
}
