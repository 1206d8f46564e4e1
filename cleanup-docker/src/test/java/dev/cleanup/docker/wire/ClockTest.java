package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine's clock counts, and is said to be another when it is. */
@Timeout(60)
class ClockTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container =
            wired.docker.add(FakeContainer.number(1).stoppedFor(Duration.ofMinutes(90)));

    private Survey survey() {
        return wired.dryRun(wired.containers().build()).survey().orElseThrow();
    }

    @Test
    void clocks_that_agree_are_not_worth_a_word() {
        assertThat(survey().notices()).isEmpty();
    }

    @Test
    void an_engine_an_hour_ahead_is_reported_and_its_clock_counts() {
        wired.docker.now(FakeDocker.NOW.plus(Duration.ofHours(1)));
        container.stoppedFor(Duration.ofMinutes(-30));

        Survey survey = survey();

        assertThat(survey.notices())
                .containsExactly(
                        "this machine's clock is 3600 s behind the clock of the resources, whose clock counts");
        assertThat(survey.asOf()).isEqualTo(FakeDocker.NOW.plus(Duration.ofHours(1)));
        assertThat(survey.eligible()).isZero();
    }

    @Test
    void an_engine_an_hour_behind_is_reported_and_its_clock_counts() {
        wired.docker.now(FakeDocker.NOW.minus(Duration.ofHours(1)));

        Survey survey = survey();

        assertThat(survey.notices())
                .containsExactly(
                        "this machine's clock is 3600 s ahead of the clock of the resources, whose clock counts");
        assertThat(survey.eligible()).isZero();
    }

    @Test
    void a_clock_that_was_set_back_makes_what_stopped_after_that_of_unknown_age() {
        wired.docker.now(FakeDocker.NOW.minus(Duration.ofHours(2)));

        assertThat(survey().unknownAge()).isEqualTo(1);
    }

    @Test
    void a_plan_keeps_its_cutoff_when_the_clock_is_set_back_before_it_is_applied() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.now(FakeDocker.NOW.minus(Duration.ofDays(365)));

        TaskRun run =
                service.run(RunRequest.apply(plan.id())).task("containers").orElseThrow();

        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @Test
    void a_plan_keeps_its_cutoff_when_the_clock_jumps_ahead_before_it_is_applied() {
        FakeContainer young = wired.docker.add(FakeContainer.number(2).stoppedFor(Duration.ofMinutes(5)));
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.now(FakeDocker.NOW.plus(Duration.ofDays(365)));

        service.run(RunRequest.apply(plan.id()));

        assertThat(wired.docker.there()).containsExactly(young.id());
    }
}
