package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.Explanation.Answer;
import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why is this one still here? */
@Timeout(30)
class ExplainItemTest {
    @RegisterExtension
    final Services services = new Services();

    private final List<Resource> files = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    private CleanupTask files(ResourceLister lister) {
        return CleanupTask.ofResources(
                "files", lister, anyOf(keepFor("7d"), keepLatest(1), keepTagged("hold")), file -> {
                    removed.add(file.id());
                    return Removal.removed();
                });
    }

    private CleanupTask files() {
        files.add(Resource.of("new", START.minus(Duration.ofDays(1))));
        files.add(Resource.of("young", START.minus(Duration.ofDays(5))).labelled("the young one"));
        files.add(Resource.of("held", START.minus(Duration.ofDays(9))).tagged("hold"));
        files.add(Resource.of("old", START.minus(Duration.ofDays(9))));
        files.add(Resource.undated("undated"));
        return files(() -> List.copyOf(files));
    }

    @Test
    void says_why_an_item_stays_and_when_it_may_go() {
        CleanupOperations cleanup = services.of(files());

        assertThat(cleanup.explain("files", "young"))
                .hasValue(new Explanation(
                        Answer.KEPT,
                        "the young one",
                        Optional.of(START.minus(Duration.ofDays(5))),
                        List.of("2 d left of 7 d"),
                        Optional.of(START.plus(Duration.ofDays(2)))));
        assertThat(cleanup.explain("files", "held")).hasValueSatisfying(held -> {
            assertThat(held.reasons()).containsExactly("tag hold");
            assertThat(held.removableAt()).isEmpty();
        });
        assertThat(cleanup.explain("files", "undated")).hasValueSatisfying(undated -> {
            assertThat(undated.answer()).isEqualTo(Answer.KEPT);
            assertThat(undated.reasons()).containsExactly("unknown age: no date");
        });
    }

    @Test
    void rules_that_count_look_at_all_items() {
        assertThat(services.of(files()).explain("files", "new").orElseThrow().reasons())
                .containsExactly("6 d left of 7 d", "latest 1 of 1");
    }

    @Test
    void says_why_an_item_may_go_in_the_words_of_its_finding() {
        CleanupService cleanup = services.of(files());
        Finding finding =
                cleanup.run(RunRequest.dryRun()).tasks().get(0).findings().get(0);

        Explanation old = cleanup.explain("files", "old").orElseThrow();

        assertThat(old.answer()).isEqualTo(Answer.GOES);
        assertThat(String.join("; ", old.reasons())).isEqualTo(finding.reason());
        assertThat(removed).isEmpty();
    }

    @Test
    void an_id_that_is_none_is_not_found() {
        CleanupOperations cleanup = services.of(files());

        for (String id : List.of("", " ", "OLD", "old ", "x".repeat(5_000))) {
            assertThat(cleanup.explain("files", id)).hasValue(Explanation.notFound());
        }
    }

    @Test
    void a_task_that_cannot_tell_says_nothing() {
        assertThat(services.of(FakeTask.of("bots", 3)).explain("bots", "item-0001"))
                .isEmpty();
    }

    @Test
    void an_unknown_task_is_an_error_that_names_the_others() {
        CleanupOperations cleanup = services.of(FakeTask.of("bots", 3));

        assertThatThrownBy(() -> cleanup.explain("bot\ns", "1"))
                .isExactlyInstanceOf(ConfigurationException.class)
                .hasMessage("task is 'bot s': there is no such task; accepted are [bots]");
    }

    @Test
    void looks_while_a_run_is_under_way_and_leaves_no_record() throws Exception {
        Gate gate = new Gate();
        FakeTask slow = FakeTask.of("slow", 1);
        slow.surveying(request -> {
            gate.pass();
            return slow.look(request);
        });
        CleanupService cleanup = services.of(slow, files());
        var run = Services.runAside(cleanup, RunRequest.dryRun().only("slow"));
        gate.awaitArrival();

        assertThat(cleanup.explain("files", "old")).isPresent();

        assertThat(cleanup.status().current()).isPresent();
        gate.open();
        run.get();
        assertThat(cleanup.latest(10)).hasSize(1);
    }

    @Test
    void a_look_that_fails_is_told_without_secrets_and_opens_no_breaker() {
        CleanupOperations cleanup = services.of(files(() -> {
            throw new IOException("cannot reach https://me:pass@store/?token=abc");
        }));

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> cleanup.explain("files", "old"))
                    .isExactlyInstanceOf(CleanupException.class)
                    .hasMessage(
                            "files: the task could not look: IOException: cannot reach https://***@store/?token=***")
                    .satisfies(failure -> assertThat(failure.getCause().toString())
                            .doesNotContain("abc")
                            .doesNotContain("pass@"));
        }
        assertThat(cleanup.status().tasks().get(0).breaker()).isEqualTo(CleanupStatus.BreakerState.CLOSED);
    }

    /** Its words may come from anywhere; and a caller tells an unknown task by the type. */
    @Test
    void what_a_task_throws_of_our_own_types_is_wrapped_too() {
        CleanupOperations cleanup = services.of(files(() -> {
            throw new ConfigurationException("table", "bots", "accepted are names of tables; password=hunter2");
        }));

        assertThatThrownBy(() -> cleanup.explain("files", "old"))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage(
                        "files: the task could not look: table is 'bots': accepted are names of tables; password=***");
    }

    @Test
    void an_error_and_a_null_of_a_task_are_failed_looks() {
        CleanupOperations broken = services.of(files(() -> {
            throw new StackOverflowError();
        }));
        CleanupOperations empty = services.of(files(() -> null));

        for (CleanupOperations cleanup : List.of(broken, empty)) {
            assertThatThrownBy(() -> cleanup.explain("files", "old"))
                    .isExactlyInstanceOf(CleanupException.class)
                    .hasMessageStartingWith("files: the task could not look: ");
        }
    }

    @Test
    void an_interrupt_stays_set() {
        CleanupOperations cleanup = services.of(files(() -> {
            throw new InterruptedException();
        }));

        assertThatThrownBy(() -> cleanup.explain("files", "old"))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage("files: interrupted while it was looking");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void texts_from_outside_are_cleaned_and_capped() {
        Explanation explanation = new Explanation(
                Answer.KEPT, "a\u202eb", Optional.<Instant>empty(), List.of("x\ny", "z".repeat(999)), Optional.empty());

        assertThat(explanation.label()).isEqualTo("a b");
        assertThat(explanation.reasons().get(0)).isEqualTo("x y");
        assertThat(explanation.reasons().get(1)).hasSize(300);
    }
}
