package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CutoffTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void one_cutoff_holds_for_the_count_and_for_every_batch(int findings) {
        Instant frozen = START.minusSeconds(17);
        bots.asOf(frozen).removing(request -> {
            services.clock.advance(Duration.ofMinutes(3));
            bots.asOf(START.plus(Duration.ofDays(1)));
            return bots.take(request);
        });

        CleanupRun run =
                services.open(services.builder(bots).findings(findings)).run(RunRequest.execute());

        assertThat(run.task("bots").orElseThrow().survey().orElseThrow().asOf()).isEqualTo(frozen);
        assertThat(bots.surveys).hasSize(1);
        assertThat(bots.batches).hasSize(3).allMatch(batch -> batch.asOf().equals(frozen));
    }

    @Test
    void a_survey_is_told_the_time_of_the_services_clock() {
        services.of(bots).run(RunRequest.dryRun());

        assertThat(bots.surveys).containsExactly(new SurveyRequest(START, CleanupServiceBuilder.DEFAULT_FINDINGS));
    }

    @ParameterizedTest
    @CsvSource({
        "61, this machine's clock is 61 s behind the clock of the resources",
        "-61, this machine's clock is 61 s ahead of the clock of the resources",
        "-86400, this machine's clock is 86400 s ahead of the clock of the resources"
    })
    void clocks_that_disagree_by_more_than_a_minute_are_reported(long skew, String notice) {
        bots.asOf(START.plusSeconds(skew));

        CleanupRun plan = services.of(bots).run(RunRequest.dryRun());

        assertThat(notices(plan)).singleElement().asString().startsWith(notice);
        assertThat(plan.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, -1, 0, 1, 60})
    void clocks_that_agree_within_a_minute_are_fine(long skew) {
        bots.asOf(START.plusSeconds(skew));

        assertThat(notices(services.of(bots).run(RunRequest.dryRun()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 150, 300})
    void a_slow_survey_is_no_disagreement(long takenAfter) {
        bots.surveying(request -> {
            services.clock.advance(Duration.ofMinutes(5));
            bots.asOf(START.plusSeconds(takenAfter));
            return bots.look(request);
        });

        assertThat(notices(services.of(bots).run(RunRequest.dryRun()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void a_clock_out_of_this_world_is_reported_too(Instant asOf) {
        bots.surveying(request -> new Survey(asOf, 0, OptionalLong.empty(), 0, List.of(), List.of()));

        assertThat(notices(services.of(bots).run(RunRequest.dryRun()))).hasSize(1);
    }

    @Test
    void items_of_unknown_age_are_counted_and_stay() {
        Instant old = START.minus(Duration.ofDays(30));
        List<Resource> resources = List.of(
                Resource.of("old", old),
                Resource.undated("undated"),
                Resource.of("zero", Instant.EPOCH),
                Resource.of("year-1", Instant.parse("0001-01-01T00:00:00Z")),
                Resource.of("future", START.plusSeconds(1)),
                Resource.of("infinite", Instant.MAX));
        List<String> removed = new ArrayList<>();
        CleanupTask task =
                CleanupTask.ofResources("files", () -> resources, RetentionPolicy.keepFor("7d"), resource -> {
                    removed.add(resource.id());
                    return Removal.removed();
                });

        CleanupRun run = services.of(task).run(RunRequest.execute());

        Survey survey = run.task("files").orElseThrow().survey().orElseThrow();
        assertThat(removed).containsExactly("old");
        assertThat(survey.unknownAge()).isEqualTo(5);
        assertThat(survey.eligible()).isEqualTo(1);
        assertThat(survey.population()).hasValue(6);
    }

    private static List<String> notices(CleanupRun run) {
        return run.task("bots").orElseThrow().survey().orElseThrow().notices();
    }
}
