package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ages count from the latest of created, started and finished, by the engine's clock; what has none that can be trusted stays. */
@Timeout(60)
class TimesTest {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container = wired.docker.add(FakeContainer.number(1));

    private TaskRun execute() {
        TaskRun run = wired.execute(wired.containers().build());
        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        return run;
    }

    private void it_stays_with_an_unknown_age() {
        TaskRun run = execute();

        assertThat(run.survey().orElseThrow().unknownAge()).isEqualTo(1);
        assertThat(run.eligible()).isZero();
        assertThat(wired.changing()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-03-01",
                "2026-03-01 09:00:00",
                "1772352000",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "+999999999999-01-01T00:00:00Z",
                "2026-03-10T12:00:00.000000001Z",
                "2027-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void an_end_that_is_missing_unreadable_or_in_the_future_is_no_age(String time) {
        container.finished(time);

        it_stays_with_an_unknown_age();
    }

    @Test
    void an_inspection_without_an_end_has_no_age() {
        container.inspected(all -> all.withObject("State").remove("FinishedAt"));

        it_stays_with_an_unknown_age();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartedAt", "FinishedAt"})
    void an_unreadable_time_may_be_the_latest_and_spoils_the_others(String field) {
        container.inspected(all -> all.withObject("State").put(field, "soon"));

        it_stays_with_an_unknown_age();
    }

    @Test
    void a_creation_that_cannot_be_read_spoils_the_others_too() {
        container.inspected(all -> all.put("Created", "once"));

        it_stays_with_an_unknown_age();
    }

    @ParameterizedTest
    @ValueSource(strings = {NEVER, "1970-01-01T00:00:00Z"})
    void zeros_everywhere_are_no_age(String zero) {
        container.finished(zero).inspected(all -> {
            all.put("Created", zero);
            all.withObject("State").put("StartedAt", zero);
        });

        it_stays_with_an_unknown_age();
    }

    @Test
    void one_that_never_started_ages_from_its_creation() {
        container.state("created").finished(NEVER).inspected(all -> {
            all.put("Created", FakeDocker.NOW.minus(Duration.ofMinutes(59)).toString());
            all.withObject("State").put("StartedAt", NEVER);
        });
        assertThat(execute().eligible()).isZero();

        container.inspected(all ->
                all.put("Created", FakeDocker.NOW.minus(Duration.ofHours(1)).toString()));
        assertThat(execute().eligible()).isEqualTo(1);
    }

    @Test
    void one_that_was_started_after_its_last_end_ages_from_its_start() {
        container.inspected(all -> all.withObject("State")
                .put("StartedAt", FakeDocker.NOW.minus(Duration.ofMinutes(1)).toString()));

        assertThat(execute().eligible()).isZero();
    }

    @Test
    void the_policys_span_is_met_to_the_nanosecond() {
        container.finished("2026-03-10T11:00:00.000000001Z");
        assertThat(execute().eligible()).isZero();

        container.finished("2026-03-10T12:00:00.000000000+01:00");
        assertThat(execute().eligible()).isEqualTo(1);
    }

    @Test
    void a_container_that_stopped_after_the_survey_is_not_old_by_the_time_of_its_batch() {
        wired.docker.on("GET /containers/" + container.id() + "/json", wired.docker::itself);
        wired.docker.on("GET /containers/" + container.id() + "/json", asked -> {
            // Started and stopped again between survey and batch, while the engine's clock went on.
            container.finished(FakeDocker.NOW.plus(Duration.ofSeconds(1)).toString());
            return wired.docker.itself(asked);
        });

        TaskRun run = execute();

        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(wired.changing()).isEmpty();
    }
}
