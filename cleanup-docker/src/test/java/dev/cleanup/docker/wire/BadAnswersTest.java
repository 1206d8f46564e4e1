package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say yes and nothing else that makes sense: nothing is concluded from them, least of all that nothing is there. */
@Timeout(60)
class BadAnswersTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container = wired.docker.add(FakeContainer.number(1));
    private final String inspection = "GET /containers/" + container.id() + "/json";
    private CleanupService service;

    @BeforeEach
    void a_service_that_tries_once() {
        service = wired.open(
                wired.service(wired.containers().build()).retry(1, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private TaskRun execute() {
        return service.run(RunRequest.execute()).task("containers").orElseThrow();
    }

    private void nothing_comes_of_it() {
        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(wired.engine.host());
        assertThat(wired.changing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[{}]",
                "[null]",
                "[[]]",
                "[1]",
                "\"[]\"",
                "",
                " ",
                "[",
                "[{",
                "[{\"Id\":",
                "[]]",
                "[] []",
                "[],",
                "<html><body>please log in</body></html>",
                "\u0000\u0001",
                "{\"message\":\"fine\"}"
            })
    void a_list_that_is_none_fails_the_survey(String body) {
        wired.docker.always("GET /containers/json", Answer.ok(body));

        nothing_comes_of_it();
        assertThat(execute().reason()).contains("an answer to GET /v1.44/containers/json that cannot be understood");
    }

    @Test
    void a_list_that_breaks_off_behind_a_good_container_fails_the_survey() {
        wired.docker.always("GET /containers/json", Answer.ok("[" + container.listed + ",{\"Id\":\""));

        nothing_comes_of_it();
    }

    @Test
    void an_empty_list_is_a_list() {
        wired.docker.always("GET /containers/json", Answer.ok("[]"));

        assertThat(execute().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "[{}]",
                "",
                "<html>",
                "{\"Id\":",
                "{} {}",
                "{\"Id\":null}",
                "{\"message\":\"x\"}"
            })
    void an_inspection_that_is_none_fails_the_survey(String body) {
        wired.docker.always(inspection, Answer.ok(body));

        nothing_comes_of_it();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "v1.44", "1.44, 1.44", "1.", "-1.44", "１.４４"})
    void what_has_no_version_is_no_engine(String version) {
        wired.docker.always("GET /_ping", Answer.ping("Api-Version: " + version));

        nothing_comes_of_it();
        assertThat(execute().reason()).contains("is no Docker engine: its API version is '");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500, 503})
    void a_ping_that_is_refused_fails_the_survey_with_its_words(int status) {
        wired.docker.always("GET /_ping", Answer.error(status, "not here"));

        nothing_comes_of_it();
        assertThat(execute().reason()).contains("answered GET /_ping with " + status + ": not here");
        assertThat(wired.lines()).containsOnly("GET /_ping");
    }

    @Test
    void a_server_that_says_yes_to_everything_is_no_engine() {
        wired.docker.always("GET /_ping", Answer.ok("<html>OK</html>"));

        nothing_comes_of_it();
        assertThat(execute().reason())
                .contains("is no Docker engine: its answer to GET /_ping has no Api-Version in its head");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "",
                "<html>",
                "{\"SystemTime\":null}",
                "{\"SystemTime\":\"noon\"}",
                "{\"SystemTime\":0}"
            })
    void what_has_no_time_is_not_asked_for_more(String body) {
        wired.docker.always("GET /info", Answer.ok(body));

        nothing_comes_of_it();
        assertThat(wired.lines()).noneMatch(line -> line.contains("/containers/"));
    }

    @Test
    void an_inspection_of_another_container_fails_the_survey() {
        wired.docker.always(
                inspection, Answer.ok(FakeContainer.number(2).inspected.toString()));

        nothing_comes_of_it();
        assertThat(execute().reason()).contains("another container than was asked for");
    }

    @Test
    void an_inspection_without_what_protects_a_container_fails_the_survey() {
        container.inspected(all -> all.withObject("HostConfig").remove("RestartPolicy"));

        nothing_comes_of_it();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mounts", "NetworkSettings", "Labels"})
    void a_list_that_leaves_out_what_keeps_something_fails_the_survey(String field) {
        wired.docker.ignoringFilters();
        container.listed(all -> all.remove(field));

        nothing_comes_of_it();
    }

    @Test
    void labels_of_another_type_fail_the_survey() {
        wired.docker.ignoringFilters();
        container.listed(all -> all.putArray("Labels").add("app=bot"));

        nothing_comes_of_it();
    }

    @Test
    void an_inspection_without_labels_fails_the_survey_since_one_of_them_may_protect_it() {
        container.inspected(all -> all.withObject("Config").remove("Labels"));

        nothing_comes_of_it();
    }

    @Test
    void what_is_null_is_none_as_the_engine_means_it() {
        container.listed(
                all -> all.putNull("Mounts").withObject("NetworkSettings").putNull("Networks"));

        assertThat(execute().tally()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @Test
    void an_inspection_that_does_not_say_whether_the_engine_removes_it_fails_the_survey() {
        container.inspected(all -> all.withObject("HostConfig").put("AutoRemove", "no"));

        nothing_comes_of_it();
    }

    @Test
    void an_answer_shorter_than_it_says_fails_the_survey_although_it_can_be_read() {
        wired.docker.always("GET /containers/json", Answer.cutWithin("[" + container.listed + "]"));

        nothing_comes_of_it();
    }

    @Test
    void an_answer_longer_than_it_says_fails_the_survey_and_the_rest_of_it_is_no_answer_to_the_next_request() {
        String body = "[" + container.listed + "]";
        wired.docker.on(
                "GET /containers/json",
                Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() - 10) + "\r\n\r\n" + body
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"));

        nothing_comes_of_it();
        TaskRun next = execute();
        assertThat(next.tally()).as(next.reason()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\u0016"
            })
    void what_is_no_http_fails_the_survey(String bytes) {
        wired.docker.always("GET /containers/json", Answer.garbage(bytes));

        nothing_comes_of_it();
    }

    @Test
    void a_connection_that_ends_without_an_answer_fails_the_survey() {
        wired.docker.always("GET /containers/json", Answer.cut());

        nothing_comes_of_it();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "[{}]", "", "<html>done</html>"})
    void a_removal_that_was_answered_with_anything_else_than_no_content_is_none_while_the_container_is_there(
            String body) {
        wired.docker.always("DELETE /containers/" + container.id(), Answer.ok(body));

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(wired.docker.there()).contains(container.id());
    }

    @Test
    void a_list_that_names_a_container_twice_fails_the_survey() {
        wired.docker.always("GET /containers/json", Answer.ok("[" + container.listed + "," + container.listed + "]"));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("lists " + container.id() + " twice");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_date_beyond_all_calendars_is_no_date() {
        container.state("running").listed(all -> all.put("Created", Long.MAX_VALUE));

        assertThat(execute().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void json_that_is_nested_without_end_fails_the_survey() {
        wired.docker.always("GET /containers/json", Answer.ok("[{\"a\":".repeat(100_000)));

        nothing_comes_of_it();
    }
}
