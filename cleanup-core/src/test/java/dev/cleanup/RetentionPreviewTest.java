package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionPreviewTest {
    /** One for each of the last 100 days, aged half a day to 99 and a half. */
    private static final List<Resource> DAYS = IntStream.range(0, 100)
            .mapToObj(day -> Resource.of("day-" + day, START.minus(Duration.ofHours(24L * day + 12))))
            .toList();

    private final List<String> removed = new ArrayList<>();

    @AfterEach
    void nothing_was_removed() {
        assertThat(removed).isEmpty();
    }

    @Test
    void tells_how_many_stay_under_each_policy_in_their_order() {
        assertThat(RetentionPreview.of(DAYS, START).forPolicies(keepFor("7d"), keepFor("90d"), keepLatest(30)))
                .containsExactly(
                        new PolicyPreview(keepFor("7d"), 7, 93, 0),
                        new PolicyPreview(keepFor("90d"), 90, 10, 0),
                        new PolicyPreview(keepLatest(30), 30, 70, 0));
    }

    @Test
    void what_has_an_unknown_age_stays_and_is_counted() {
        List<Resource> resources = Stream.concat(
                        DAYS.stream(),
                        Stream.of(
                                Resource.undated("none"),
                                Resource.of("zero", Instant.EPOCH),
                                Resource.of("future", START.plusSeconds(1))))
                .toList();

        assertThat(RetentionPreview.of(resources, START).forPolicies(keepFor("7d")))
                .containsExactly(new PolicyPreview(keepFor("7d"), 10, 93, 3));
    }

    @Test
    void a_policy_that_a_task_would_refuse_can_be_looked_at() {
        RetentionPolicy typo = allOf(keepTagged("holt"), keepFor("90d"));

        assertThat(RetentionPreview.of(DAYS, START).forPolicies(typo))
                .containsExactly(new PolicyPreview(typo, 0, 100, 0));
    }

    @Test
    void nothing_there_gives_zeros() {
        assertThat(RetentionPreview.of(List.of(), START).forPolicies(keepFor("7d"), keepLatest(3)))
                .extracting(PolicyPreview::kept, PolicyPreview::removed, PolicyPreview::unknownAge)
                .containsOnly(tuple(0L, 0L, 0L));
    }

    @Test
    void resources_that_come_later_are_not_looked_at() {
        List<Resource> resources = new ArrayList<>(DAYS);
        RetentionPreview preview = RetentionPreview.of(resources, START);
        resources.clear();

        assertThat(preview.forPolicies(keepLatest(30)).get(0).kept()).isEqualTo(30);
    }

    @Test
    void no_policy_is_refused() {
        FakeTask task = FakeTask.of("bots", 0);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RetentionPreview.of(DAYS, START).forPolicies())
                .withMessage("forPolicies is '()': accepted is at least one policy");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RetentionPreview.of(task).forPolicies());
    }

    @Test
    void a_task_with_a_list_lists_once_for_all_policies_and_judges_by_the_clock_it_is_given() throws Exception {
        List<String> lists = new ArrayList<>();
        CleanupTask task = task(() -> {
            lists.add("list");
            return DAYS;
        });

        assertThat(task.preview(List.of(keepFor("7d"), keepFor("30d"), keepLatest(3)), START))
                .hasValueSatisfying(previews -> assertThat(previews)
                        .extracting(PolicyPreview::kept, PolicyPreview::removed)
                        .containsExactly(tuple(7L, 93L), tuple(30L, 70L), tuple(3L, 97L)));
        assertThat(lists).hasSize(1);
    }

    @Test
    void a_task_is_looked_at_as_of_now() {
        Instant now = InstantSource.system().instant();
        CleanupTask task =
                task(() -> List.of(Resource.of("young", now), Resource.of("old", now.minus(Duration.ofDays(8)))));

        assertThat(RetentionPreview.of(task).forPolicies(keepFor("7d"), keepFor("30d")))
                .containsExactly(new PolicyPreview(keepFor("7d"), 1, 1, 0), new PolicyPreview(keepFor("30d"), 2, 0, 0));
    }

    @Test
    void a_preview_counts_what_a_run_under_that_policy_would_find() throws Exception {
        for (RetentionPolicy policy : List.of(keepFor("7d"), keepLatest(30))) {
            CleanupTask task = CleanupTask.ofResources("files", () -> DAYS, policy, this::remove);
            Survey survey = task.survey(new SurveyRequest(START, 0));

            assertThat(task.preview(List.of(policy), START).orElseThrow().get(0).removed())
                    .isEqualTo(survey.eligible());
        }
    }

    @Test
    void a_list_that_a_run_would_not_trust_gives_no_preview() {
        CleanupTask task = task(() -> List.of(DAYS.get(0), DAYS.get(0)));

        assertThatThrownBy(() -> RetentionPreview.of(task).forPolicies(keepFor("7d")))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage("two resources have the id 'day-0'; ids must be unique");
    }

    @Test
    void a_policy_that_a_run_would_not_trust_gives_no_preview() {
        RetentionPolicy careless = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return List.of();
            }

            @Override
            public String describe() {
                return "keep what I say";
            }
        };

        assertThatThrownBy(() -> RetentionPreview.of(DAYS, START).forPolicies(careless))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessageContaining("gave 0 verdicts for 100 resources");
    }

    @Test
    void a_task_that_cannot_tell_says_so() {
        FakeTask task = FakeTask.of("bots", 3);

        assertThatThrownBy(() -> RetentionPreview.of(task).forPolicies(keepFor("7d")))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage("bots: the task cannot tell what would stay under other policies");
        assertThat(task.surveys).isEmpty();
        assertThat(task.batches).isEmpty();
    }

    @Test
    void a_failure_is_told_without_secrets() {
        CleanupTask task = task(() -> {
            throw new IOException("cannot reach https://me:pass@store/?token=abc");
        });

        assertThatThrownBy(() -> RetentionPreview.of(task).forPolicies(keepFor("7d")))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage("files: the task could not look: IOException: cannot reach https://***@store/?token=***")
                .hasStackTraceContaining("Caused by")
                .satisfies(failure -> assertThat(failure.getCause().toString())
                        .doesNotContain("abc")
                        .doesNotContain("pass@"));
    }

    @Test
    void an_interrupt_stays_set() {
        CleanupTask task = task(() -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> RetentionPreview.of(task).forPolicies(keepFor("7d")))
                .isExactlyInstanceOf(CleanupException.class)
                .hasMessage("files: interrupted while it was looking");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_preview_reads_as_one_line_in_any_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new PolicyPreview(keepFor("30d"), 1_234, 5_678_901, 3))
                    .hasToString("keep 30d: 1,234 stay (3 of unknown age), 5,678,901 go");
            assertThat(new PolicyPreview(keepLatest(3), 3, 0, 0)).hasToString("keep latest 3: 3 stay, 0 go");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void counts_that_cannot_be_are_refused() {
        for (long[] counts : new long[][] {{-1, 0, 0}, {0, -1, 0}, {1, 0, -1}, {1, 5, 2}}) {
            assertThatThrownBy(() -> new PolicyPreview(keepFor("7d"), counts[0], counts[1], counts[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_task_of_ones_own_can_hand_on_verdicts() throws Exception {
        CleanupTask own = new CleanupTask() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public Survey survey(SurveyRequest request) {
                throw new AssertionError();
            }

            @Override
            public BatchResult removeBatch(BatchRequest request) {
                throw new AssertionError();
            }

            @Override
            public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) {
                return Optional.of(policies.stream()
                        .map(policy -> PolicyPreview.of(policy, policy.evaluate(DAYS, START)))
                        .toList());
            }
        };

        assertThat(RetentionPreview.of(own).forPolicies(keepLatest(3)))
                .containsExactly(new PolicyPreview(keepLatest(3), 3, 97, 0));
    }

    private CleanupTask task(ResourceLister lister) {
        return CleanupTask.ofResources("files", lister, keepFor("1d"), this::remove);
    }

    private Removal remove(Resource resource) {
        removed.add(resource.id());
        return Removal.removed();
    }
}
