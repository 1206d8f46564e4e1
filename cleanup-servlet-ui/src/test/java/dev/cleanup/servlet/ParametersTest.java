package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not clearly asked for is not done. */
class ParametersTest {
    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service =
            CleanupService.builder().task(shelf.task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dry_run=",
                "dry_run",
                "dry_run=0",
                "dry_run=no",
                "dry_run=False",
                "dry_run=FALSE",
                "dry_run=+false",
                "dry_run=false%00",
                "dry_run=%20",
                "dry_run=true&dry_run=false",
                "dry_run=false&dry_run=false",
                "dry_run=false&dry%5Frun=true",
                "dry_run=false;plan=x",
                "dry_run=false&",
                "&dry_run=false",
                "dry_run=false&plna=x",
                "dry_run=false&Plan=x",
                "dry_run=false&plan",
                "dry_run=false&plan=",
                "dry_run=false&plan=%20+",
                "dry_run=false&plan=x&plan=y",
                "dry_run=false&plan=x%0AForged",
                "dry_run=false&plan=%E2%80%AEx",
                "plan=x",
                "dry_run=true&plan=x",
                "dryrun=false",
                "dry-run=false",
                "execute=true",
                "access_token=x",
                "=",
                "&",
                "a"
            })
    void anything_but_true_and_false_and_a_plan_is_refused(String query) {
        Reply reply = server.send("POST", "?" + query, ADMIN);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("application/problem+json;charset=utf-8");
        assertThat(reply.json().getInt("status")).isEqualTo(400);
        assertThat(service.latest(10)).isEmpty();
        assertThat(shelf.ids()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan=%zz", "plan=%", "plan=%4", "%=x", "plan=x%-1"})
    void malformed_escapes_are_refused(String pair) throws Exception {
        String reply = server.sendRaw(head("?dry_run=false&" + pair, "Accept: */*"));
        assertThat(reply).startsWith("HTTP/1.1 400").contains("malformed percent escape");
        assertThat(service.latest(10)).isEmpty();
    }

    @Test
    void a_plan_of_200_characters_is_looked_for_and_one_of_201_is_refused() {
        String path = "?dry_run=false&plan=";
        assertThat(server.send("POST", path + "x".repeat(200), ADMIN).json().getString("status"))
                .isEqualTo("REFUSED");
        assertThat(server.send("POST", path + "x".repeat(201), ADMIN).status()).isEqualTo(400);
    }

    @Test
    void status_takes_no_parameters() {
        assertThat(server.send("GET", "/status?", VIEWER).status()).isEqualTo(200);
        assertThat(server.send("GET", "/status?limit=1", VIEWER).status()).isEqualTo(400);
    }

    @Test
    void a_name_from_outside_comes_back_without_control_characters_and_cut() {
        Reply reply = server.send("POST", "?a%0Ab%E2%80%AE" + "c".repeat(1000) + "=1", ADMIN);
        assertThat(reply.json().getString("detail")).contains("'a?b?ccc").hasSizeLessThan(300);
    }

    @Test
    void escaped_parameters_are_read_as_utf_8() {
        assertThat(server.send("POST", "?dry%5Frun=fals%65", ADMIN).json().getString("mode"))
                .isEqualTo("EXECUTE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json", "text/plain"})
    void a_body_is_refused_because_a_plan_in_it_would_go_unseen(String type) {
        Reply reply = server.sendTo(
                Server.MOUNT + "?dry_run=false",
                "POST",
                "plan=x",
                "Authorization",
                Server.bearer(ADMIN),
                "Content-Type",
                type);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(service.latest(10)).isEmpty();
    }

    @Test
    void a_body_of_unknown_length_is_refused_too() throws Exception {
        String reply =
                server.sendRaw(head("?dry_run=false", "Transfer-Encoding: chunked") + "6\r\nplan=x\r\n0\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.1 400").contains("Send parameters in the query string");
        assertThat(service.latest(10)).isEmpty();
    }

    @Test
    void an_endless_body_is_refused_without_being_read() throws Exception {
        String reply = server.sendRaw(head("?dry_run=false", "Content-Length: 9000000000"));
        assertThat(reply).startsWith("HTTP/1.1 400");
        assertThat(service.latest(10)).isEmpty();
    }

    @Test
    void a_post_without_any_sign_of_a_body_is_what_curl_sends_and_works() throws Exception {
        assertThat(server.sendRaw(head("?dry_run=false", "Accept: */*"))).startsWith("HTTP/1.1 200");
        assertThat(service.latest(10)).hasSize(1).allMatch(run -> run.mode() == RunMode.EXECUTE);
    }

    private static String head(String query, String header) {
        return "POST " + Server.MOUNT + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: " + Server.bearer(ADMIN) + "\r\n" + header + "\r\n\r\n";
    }
}
