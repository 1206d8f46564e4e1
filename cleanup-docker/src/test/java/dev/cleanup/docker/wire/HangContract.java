package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that hangs: each call ends with its timeout, few threads wait, and the next run works. */
@Timeout(60)
abstract class HangContract {
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1_500);
    private static final int CONCURRENCY = 3;

    @RegisterExtension
    final Wired wired = new Wired();

    private FakeEngine engine;
    private CleanupService service;
    private List<FakeContainer> containers;

    abstract FakeEngine engine(FakeDocker docker) throws Exception;

    @BeforeEach
    void ten_stopped_containers() throws Exception {
        engine = wired.open(engine(wired.docker));
        containers = wired.docker.add(10);
        DockerEngine client = wired.open(wired.client(engine)
                .callTimeout(CALL_TIMEOUT)
                .concurrency(CONCURRENCY)
                .build());
        CleanupTask task = AsIfOutside.of(DockerCleanup.containers(client))
                .label("app", "bot")
                .policy(RetentionPolicy.keepFor("1h"))
                .build();
        service = wired.open(wired.service(task).retry(1, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private TaskRun execute() {
        return service.run(RunRequest.execute()).task("containers").orElseThrow();
    }

    private static List<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cleanup-docker-"))
                .filter(thread -> Stream.of(thread.getStackTrace()).anyMatch(frame -> frame.getClassName()
                        .contains("dev.cleanup.docker.internal.engine.Connection")))
                .toList();
    }

    static Stream<Arguments> hangs() {
        List<String> places = List.of("GET /_ping", "GET /info", "GET /containers/json");
        return places.stream()
                .flatMap(place -> Stream.of(
                        Arguments.of(place, "before the head", Answer.hang()),
                        Arguments.of(place, "within a head that never quite ends", Answer.drippingHead()),
                        Arguments.of(place, "within the body", Answer.hangWithin(begun(place))),
                        Arguments.of(place, "never quite ending", Answer.drip(begun(place)))));
    }

    private static String begun(String place) {
        return switch (place) {
            case "GET /_ping" -> "O";
            case "GET /info" -> "{\"SystemTime\":\"";
            default -> "[{\"Id\":\"";
        };
    }

    @ParameterizedTest(name = "{0} hangs {1}")
    @MethodSource("hangs")
    void a_survey_ends_with_the_timeout_of_its_call_and_the_next_one_works(String place, String how, Answer hang) {
        wired.docker.on(place, hang);

        TaskRun run = execute();

        assertThat(run.status()).as(how).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason())
                .contains(engine.host())
                .contains("did not answer " + (place.equals("GET /_ping") ? place : place.replace(" ", " /v1.44")))
                .endsWith("within 1500 ms");
        assertThat(execute().tally()).isEqualTo(new Tally(10, 0, 0, 0));
    }

    @Test
    void an_engine_that_hangs_on_every_inspection_takes_no_more_threads_than_may_ask_at_once() {
        containers.forEach(one -> wired.docker.always("GET /containers/" + one.id() + "/json", asked -> {
            assertThat(workers()).hasSizeLessThanOrEqualTo(CONCURRENCY);
            return Answer.hang();
        }));

        TaskRun run = execute();

        assertThat(run.reason()).contains("did not answer GET /v1.44/containers/");
        assertThat(wired.docker.removed()).isEmpty();
    }

    @Test
    void one_inspection_that_hangs_within_its_body_fails_the_survey_and_removes_nothing() {
        wired.docker.on(
                "GET /containers/" + containers.get(4).id() + "/json", Answer.hangWithin("{\"State\":{\"Status\":"));

        assertThat(execute().status()).isEqualTo(RunStatus.FAILED);
        assertThat(wired.docker.removed()).isEmpty();
        TaskRun next = execute();
        assertThat(next.tally()).as(next.reason()).isEqualTo(new Tally(10, 0, 0, 0));
    }

    @Test
    void nobody_knows_of_a_removal_that_hangs_and_the_others_go() {
        String poison = containers.get(4).id();
        wired.docker.always("DELETE /containers/" + poison, Answer.hang());

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(9, 0, 0, 1));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.reason()).isEqualTo("nobody knows whether 1 more were removed; the log says which");
        assertThat(wired.log())
                .contains("nobody knows whether " + poison
                        + " will be removed: it is still there after a removal that got" + " no answer")
                .contains("did not answer DELETE /v1.44/containers/");
    }

    @Test
    void a_removal_whose_answer_never_quite_begins_lets_the_others_go() {
        String poison = containers.get(4).id();
        wired.docker.always("DELETE /containers/" + poison, Answer.drippingHead());

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(9, 0, 0, 1));
        assertThat(wired.docker.there()).containsExactly(poison);
    }

    @Test
    void a_removal_that_hangs_while_the_engine_is_at_it_is_unknown_too() {
        FakeContainer slow = containers.get(4);
        wired.docker.always("DELETE /containers/" + slow.id(), asked -> {
            slow.state("removing");
            return Answer.hang();
        });

        assertThat(execute().tally()).isEqualTo(new Tally(9, 0, 0, 1));
    }

    @Test
    void a_container_that_was_started_before_its_removal_that_hangs_is_spared() {
        FakeContainer started = containers.get(4);
        wired.docker.always("DELETE /containers/" + started.id(), asked -> {
            started.state("running");
            return Answer.hang();
        });

        assertThat(execute().tally()).isEqualTo(new Tally(9, 1, 0, 0));
    }

    @Test
    void a_removal_that_hangs_and_was_done_is_counted_once() {
        String lost = containers.get(4).id();
        wired.docker.on("DELETE /containers/" + lost, asked -> {
            wired.docker.itself(asked);
            return Answer.hang();
        });

        assertThat(execute().tally()).isEqualTo(new Tally(10, 0, 0, 0));
        assertThat(wired.docker.removed()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void an_engine_that_falls_silent_within_a_batch_is_waited_for_by_few_and_not_for_each_container() {
        containers.forEach(one -> {
            String inspection = "GET /containers/" + one.id() + "/json";
            wired.docker.on(inspection, wired.docker::itself);
            wired.docker.always(inspection, Answer.hang());
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(engine.asked()).noneMatch(Asked::removes);
        // Of ten containers only as many were looked at a second time as there are threads.
        assertThat(Wired.lines(engine)).hasSizeLessThanOrEqualTo(3 + 10 + 2 + CONCURRENCY);
    }
}
