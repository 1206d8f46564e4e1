package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final Instant OLD = START.minusSeconds(60);
    private static final Instant YOUNG = START.minusSeconds(30);

    @Test
    void a_survey_that_lists_all_knows_its_newest_item() {
        assertThat(survey(3, dated(OLD), dated(YOUNG), dated(OLD)).newest()).hasValue(YOUNG);
    }

    @Test
    void a_survey_that_lists_only_some_does_not_guess() {
        assertThat(survey(4, dated(OLD), dated(YOUNG)).newest()).isEmpty();
        assertThat(survey(2, dated(Optional.empty()), dated(YOUNG)).newest()).isEmpty();
        assertThat(survey(0).newest()).isEmpty();
    }

    @Test
    void a_notice_changes_nothing_else() {
        Survey survey =
                new Survey(START, 9, OptionalLong.of(10), 1, List.of(dated(OLD)), List.of("a"), Optional.of(YOUNG));

        assertThat(survey.withNotice("b"))
                .isEqualTo(new Survey(
                        START, 9, OptionalLong.of(10), 1, List.of(dated(OLD)), List.of("a", "b"), Optional.of(YOUNG)));
    }

    @Test
    void a_list_knows_its_newest_item_also_when_it_is_not_listed() throws Exception {
        List<Resource> days = IntStream.range(0, 30)
                .mapToObj(day -> Resource.of("day-" + day, START.minus(Duration.ofDays(day))))
                .toList();

        assertThat(survey(days, RetentionPolicy.keepLatest(5)).newest()).hasValue(START.minus(Duration.ofDays(5)));
        assertThat(survey(days, RetentionPolicy.keepLatest(30)).newest()).isEmpty();
    }

    private static Survey survey(List<Resource> resources, RetentionPolicy policy) throws Exception {
        return CleanupTask.ofResources("days", () -> resources, policy, day -> Removal.removed())
                .survey(new SurveyRequest(START, 3));
    }

    private static Survey survey(long eligible, Finding... findings) {
        return new Survey(START, eligible, OptionalLong.empty(), 0, List.of(findings), List.of());
    }

    private static Finding dated(Instant since) {
        return dated(Optional.of(since));
    }

    private static Finding dated(Optional<Instant> since) {
        return new Finding("id", "id", since, Map.of(), "old");
    }
}
