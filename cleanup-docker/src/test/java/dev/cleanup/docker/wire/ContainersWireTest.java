package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.PolicyPreview;
import dev.cleanup.RetentionPreview;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each scenario to the letter and in order: one verb, one resource, its id in full, no force. */
@Timeout(60)
class ContainersWireTest {
    private static final String LIST =
            "GET /v1.44/containers/json?all=1&filters=%7B%22label%22%3A%5B%22app%3Dbot%22%5D%7D";

    @RegisterExtension
    final Wired wired = new Wired();

    private final String first = wired.docker.add(FakeContainer.number(1)).id();
    private final String second = wired.docker.add(FakeContainer.number(2)).id();
    private final List<String> survey = List.of("GET /_ping", "GET /v1.44/info", LIST, inspect(first), inspect(second));
    private final List<String> removal =
            List.of("GET /_ping", list(second, first), inspect(first), delete(first), inspect(second), delete(second));

    /** These only. */
    private static String list(String... ids) {
        return LIST.replace(
                "%7B%22label", "%7B%22id%22%3A%5B%22" + String.join("%22%2C%22", ids) + "%22%5D%2C%22label");
    }

    private static String inspect(String id) {
        return "GET /v1.44/containers/" + id + "/json";
    }

    private static String delete(String id) {
        return "DELETE /v1.44/containers/" + id + "?v=0";
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void a_dry_run_asks_for_version_time_list_and_each_stopped_container() {
        TaskRun run = wired.dryRun(wired.containers().build());

        assertThat(run.eligible()).isEqualTo(2);
        assertThat(wired.lines()).isEqualTo(survey);
    }

    @Test
    void what_runs_is_listed_and_never_inspected() {
        wired.docker.add(FakeContainer.number(3).state("running"));

        TaskRun run = wired.dryRun(wired.containers().build());

        assertThat(run.survey().orElseThrow().population()).hasValue(3);
        assertThat(wired.lines()).isEqualTo(survey);
    }

    @Test
    void an_execute_looks_again_and_removes_each_by_its_id_in_full_without_force() {
        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.lines()).isEqualTo(both(survey, removal));
    }

    @Test
    void applying_a_plan_removes_what_it_lists_without_another_survey() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.add(FakeContainer.number(3));
        wired.engine.forget();

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(wired.changing()).containsExactly(delete(first), delete(second));
        assertThat(wired.lines())
                .containsExactly(
                        "GET /_ping",
                        list(second, first),
                        inspect(first),
                        delete(first),
                        inspect(second),
                        delete(second));
    }

    @Test
    void more_than_a_plan_lists_goes_batch_by_batch_behind_the_last_id() {
        CleanupTask task = wired.containers().build();
        CleanupService service = wired.open(wired.service(task).findings(1));

        TaskRun run = service.run(RunRequest.execute()).task("containers").orElseThrow();

        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.changing()).containsExactlyInAnyOrder(delete(first), delete(second));
    }

    @Test
    void an_explanation_only_looks() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));

        assertThat(service.explain("containers", first).orElseThrow().reasons()).isNotEmpty();
        assertThat(wired.lines()).isEqualTo(survey);
    }

    @Test
    void an_explanation_of_what_is_no_id_asks_the_engine_nothing_about_it() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));

        service.explain("containers", first + "?force=true");
        service.explain("containers", "../images/x");

        assertThat(wired.lines()).isEqualTo(both(survey, survey));
    }

    @Test
    void a_preview_only_looks() {
        CleanupTask task = wired.containers().build();

        assertThat(RetentionPreview.of(task).forPolicies(RetentionPolicy.keepFor("1d"), RetentionPolicy.keepFor("30d")))
                .extracting(PolicyPreview::removed)
                .containsExactly(2L, 0L);
        assertThat(wired.lines()).isEqualTo(survey);
    }

    @Test
    void anonymous_volumes_go_with_their_container_on_request() {
        wired.execute(wired.containers().removeAnonymousVolumes().build());

        assertThat(wired.changing())
                .containsExactly(
                        "DELETE /v1.44/containers/" + first + "?v=1", "DELETE /v1.44/containers/" + second + "?v=1");
    }

    @Test
    void several_labels_are_asked_for_at_once_and_a_label_without_a_value_by_its_name() {
        wired.dryRun(wired.containers().label("bot.id").build());

        assertThat(wired.lines().get(2))
                .isEqualTo(
                        "GET /v1.44/containers/json?all=1&filters=%7B%22label%22%3A%5B%22app%3Dbot%22%2C%22bot.id%22%5D%7D");
    }

    @Test
    void requests_carry_nothing_but_themselves() {
        wired.execute(wired.containers().build());

        assertThat(wired.engine.asked()).allSatisfy(asked -> {
            assertThat(asked.body()).isEmpty();
            assertThat(asked.headers())
                    .doesNotContainKeys("authorization", "x-registry-auth", "cookie", "content-type", "upgrade")
                    .containsKey("host");
        });
    }

    @Test
    void one_connection_carries_all_requests_of_one_thread() {
        wired.execute(wired.containers().build());

        // One for the run's thread, one for the worker.
        assertThat(wired.engine.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void chunked_answers_are_read_and_their_connection_used_again() {
        String listed = "[" + FakeContainer.number(1).listed + "]";
        wired.docker.on("GET /containers/json", Answer.chunked(listed + "\n"));
        wired.docker.on("GET /containers/" + first + "/json", Answer.chunked(FakeContainer.number(1).inspected + "\n"));

        assertThat(wired.dryRun(wired.containers().build()).eligible()).isEqualTo(1);
        assertThat(wired.engine.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_container_that_is_gone_by_then_is_not_asked_to_go() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.on("GET /containers/" + first + "/json", Answer.error(404, "No such container: " + first));

        TaskRun run =
                service.run(RunRequest.apply(plan.id())).task("containers").orElseThrow();

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("gone meanwhile"));
        assertThat(wired.changing()).containsExactly(delete(second));
    }

    @Test
    void a_container_that_stopped_anew_before_its_removal_stays() {
        wired.docker.on("GET /containers/" + first + "/json", asked -> wired.docker.itself(asked));
        wired.docker.on(
                "GET /containers/" + first + "/json",
                asked -> Answer.ok(FakeContainer.number(1)
                        .finished("2026-03-10T11:59:00Z")
                        .inspected
                        .toString()));

        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("changed meanwhile: 59 min left of 1 h"));
        assertThat(wired.changing()).containsExactly(delete(second));
    }

    @Test
    void a_container_that_was_given_another_name_before_its_removal_stays() {
        wired.docker.on("GET /containers/" + first + "/json", asked -> wired.docker.itself(asked));
        wired.docker.on(
                "GET /containers/" + first + "/json",
                asked -> Answer.ok(
                        FakeContainer.number(1).named("keep-me").inspected.toString()));

        wired.execute(wired.containers().nameMatching("bot-.*").build());

        assertThat(wired.changing()).containsExactly(delete(second));
    }

    @Test
    void a_container_that_was_started_before_the_batch_stays() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.add(FakeContainer.number(1).state("running"));

        TaskRun run =
                service.run(RunRequest.apply(plan.id())).task("containers").orElseThrow();

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("changed meanwhile: it is running"));
        assertThat(wired.changing()).containsExactly(delete(second));
    }
}
