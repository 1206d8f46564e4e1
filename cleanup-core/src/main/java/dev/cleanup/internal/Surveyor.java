package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import dev.cleanup.RefusedException;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what may go. Nothing in here can remove anything. */
final class Surveyor {
    private static final Logger LOG = LoggerFactory.getLogger(Surveyor.class);
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(1);

    /** Asks a task what may go; all of a task that a survey needs. */
    interface Look {
        Survey survey(SurveyRequest request) throws Exception;
    }

    private final InstantSource clock;
    private final int findingsLimit;

    Surveyor(InstantSource clock, int findingsLimit) {
        this.clock = clock;
        this.findingsLimit = findingsLimit;
    }

    /** Surveys the task; when that fails, the task has failed, and when the task refuses, it is refused. */
    void survey(TaskProgress progress, Guard guard, Look look) throws InterruptedException {
        Instant before = clock.instant();
        try {
            Survey survey = guard.look(() -> look.survey(new SurveyRequest(before, findingsLimit)));
            check(survey);
            progress.surveyed(withSkew(survey, before, clock.instant()));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (RefusedException refusal) {
            LOG.warn("{}: refused, {}", progress.task().name(), Failure.reason(refusal));
            progress.end(RunStatus.REFUSED, Failure.reason(refusal));
        } catch (Exception | Error failure) {
            LOG.error("{}: the survey failed", progress.task().name(), Failure.forLog(failure));
            progress.end(RunStatus.FAILED, Failure.reason(failure));
        }
    }

    private void check(Survey survey) {
        boolean negative = survey.eligible() < 0 || survey.unknownAge() < 0;
        if (negative || survey.eligible() > survey.population().orElse(Long.MAX_VALUE)) {
            throw new CleanupException(
                    "the survey cannot be right: " + survey.eligible() + " eligible of a population of "
                            + survey.population() + ", " + survey.unknownAge() + " of unknown age");
        }
        if (survey.findings().size() > findingsLimit) {
            throw new CleanupException("the survey lists " + survey.findings().size() + " findings where at most "
                    + findingsLimit + " were asked for");
        }
    }

    private static Survey withSkew(Survey survey, Instant before, Instant after) {
        Duration ahead = Duration.between(survey.asOf(), before);
        Duration behind = Duration.between(after, survey.asOf());
        boolean isAhead = ahead.compareTo(behind) > 0;
        Duration skew = isAhead ? ahead : behind;
        if (skew.compareTo(TOLERATED_SKEW) <= 0) {
            return survey;
        }
        String direction = isAhead ? "ahead of" : "behind";
        return survey.withNotice("this machine's clock is " + skew.toSeconds() + " s " + direction
                + " the clock of the resources, whose clock counts");
    }
}
