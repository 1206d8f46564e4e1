package dev.cleanup.internal;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.TaskRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run from its record's first entry to its last. It sees everything first and removes afterwards, so that an execute is a dry run whose
 * plan is applied at once, and what one task removes never adds to what another was seen to remove.
 */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final EngineSettings settings;
    private final List<EngineTask> tasks;
    private final RunRecord record;
    private final StopSignal stop;
    private final Approval approval;
    private final Listeners listeners;
    private final Brake brake;

    RunExecution(
            EngineSettings settings, List<EngineTask> tasks, RunRecord record, StopSignal stop, SignalWatch watch) {
        this.settings = settings;
        this.tasks = tasks;
        this.record = record;
        this.stop = stop;
        this.listeners = new Listeners(settings.service(), settings.listeners());
        this.brake = new Brake(settings, stop, watch);
        this.approval = new Approval(settings.history(), settings.planExpiry());
    }

    /** Does the run; whatever happens, it ends. */
    CleanupRun run() {
        listeners.tell(listener -> listener.runStarted(record.snapshot()));
        RunStatus status = RunStatus.FAILED;
        String reason;
        try {
            Optional<String> refusal = dispatch(record.request());
            status = refusal.isPresent() ? RunStatus.REFUSED : outcome();
            reason = refusal.orElseGet(this::reasons);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            status = RunStatus.STOPPED;
            reason = stop.reason().orElse("interrupted");
        } catch (Exception | Error failure) {
            LOG.error("{}: run {} failed", settings.service(), record.id(), Failure.forLog(failure));
            reason = Failure.reason(failure);
        }
        endTasks(status, reason);
        CleanupRun ended = record.end(status, reason);
        listeners.tell(listener -> listener.runEnded(ended));
        return ended;
    }

    /** Does what was asked for, or says why not. */
    private Optional<String> dispatch(RunRequest request) throws InterruptedException {
        if (request.mode() == RunMode.DRY_RUN) {
            survey();
            finishDryRun();
            return Optional.empty();
        }
        if (settings.dryRun()) {
            return Optional.of("the service is in dry-run mode and removes nothing");
        }
        Optional<String> refusal = Optional.empty();
        if (request.plan().isPresent()) {
            refusal = approve(request.plan().get());
        } else {
            survey();
            refuseTooMany();
        }
        if (refusal.isEmpty()) {
            remove();
        }
        return refusal;
    }

    private void survey() throws InterruptedException {
        Surveyor surveyor = new Surveyor(settings.clock(), settings.findingsLimit());
        for (EngineTask task : tasks) {
            if (stop.reason().isPresent()) {
                return;
            }
            task.guard().probe();
            TaskProgress progress = record.begin(task);
            Optional<String> off = task.off();
            if (progress.running() && off.isPresent()) {
                progress.surveyed(Survey.nothing(settings.clock().instant(), "off: " + off.get()));
            } else if (progress.running()) {
                surveyor.survey(progress, task.guard(), task.task()::survey);
                noteDisagreements(progress);
            }
            tellIfEnded(progress);
        }
    }

    private void noteDisagreements(TaskProgress progress) {
        if (progress.running()) {
            settings.exclusion()
                    .disagreements(progress.task().name())
                    .forEach(words -> progress.surveyed(progress.survey().withNotice(words)));
        }
    }

    private void finishDryRun() {
        for (TaskProgress progress : running()) {
            overLimit(progress)
                    .ifPresent(refusal -> progress.surveyed(progress.survey()
                            .withNotice(
                                    "an execute would be refused: " + refusal + "; applying this plan is accepted")));
            end(progress, RunStatus.SUCCEEDED, "");
        }
    }

    private void refuseTooMany() {
        for (TaskProgress progress : running()) {
            overLimit(progress)
                    .ifPresent(refusal -> end(
                            progress,
                            RunStatus.REFUSED,
                            refusal + "; nothing removed. To remove them, apply a dry run's plan"));
        }
    }

    private static Optional<String> overLimit(TaskProgress progress) {
        Survey survey = progress.survey();
        EngineTask task = progress.task();
        if (!task.limit().refuses(survey.eligible(), survey.population())) {
            return Optional.empty();
        }
        String population = survey.population().isPresent()
                ? Text.number(survey.population().getAsLong())
                : "an unknown population";
        return Optional.of(Text.number(survey.eligible()) + " of " + population + " would go, the removal limit is "
                + task.limit().describe());
    }

    private Optional<String> approve(String planId) {
        Optional<String> objection = approval.objection(planId, settings.clock().instant());
        if (objection.isPresent()) {
            return objection;
        }
        CleanupRun plan = settings.history().find(planId).orElseThrow();
        Optional<String> notCovered = notCovered(plan);
        if (notCovered.isPresent()) {
            return notCovered;
        }
        if (!approval.claim(planId, record.id())) {
            return Optional.of("the plan has been applied already; take a new dry run");
        }
        for (EngineTask task : tasks) {
            plan.task(task.name()).ifPresent(planned -> approve(task, planned));
        }
        return Optional.empty();
    }

    private Optional<String> notCovered(CleanupRun plan) {
        Set<String> asked = record.request().tasks();
        Set<String> planned = plan.tasks().stream().map(TaskRun::task).collect(Collectors.toSet());
        Set<String> here = tasks.stream().map(EngineTask::name).collect(Collectors.toSet());
        if (asked.isEmpty()) {
            return planned.stream()
                    .filter(name -> !here.contains(name))
                    .findFirst()
                    .map(name -> "the plan's task " + name + " is no longer there; take a new dry run");
        }
        return asked.stream()
                .filter(name -> !planned.contains(name))
                .findFirst()
                .map(name -> "the plan does not cover the task " + name + "; take a new dry run");
    }

    private void approve(EngineTask task, TaskRun planned) {
        task.guard().probe();
        TaskProgress progress = record.begin(task);
        if (progress.running()) {
            Approval.approve(planned, progress);
        }
        tellIfEnded(progress);
    }

    private void remove() {
        record.save();
        for (TaskProgress progress : running()) {
            Optional<String> why = stop.reason();
            Optional<String> off = progress.task().off();
            if (why.isPresent()) {
                end(progress, RunStatus.STOPPED, why.get());
            } else if (off.isPresent() && progress.survey().eligible() > 0) {
                end(progress, RunStatus.REFUSED, "off: " + off.get());
            } else {
                new Remover(progress, stop, settings, brake, record).remove();
                tellIfEnded(progress);
            }
        }
    }

    private List<TaskProgress> running() {
        return record.tasks().stream().filter(TaskProgress::running).toList();
    }

    private void end(TaskProgress progress, RunStatus status, String reason) {
        progress.end(status, reason);
        tellIfEnded(progress);
    }

    private void endTasks(RunStatus status, String reason) {
        running().forEach(progress -> end(progress, status, reason));
    }

    private void tellIfEnded(TaskProgress progress) {
        if (!progress.running()) {
            TaskRun task = progress.snapshot();
            listeners.tell(listener -> listener.taskEnded(record.snapshot(), task));
        }
    }

    /** The worst end of any task: failed, then refused, then stopped. */
    private RunStatus outcome() {
        List<RunStatus> ends = record.tasks().stream()
                .map(progress -> progress.snapshot().status())
                .toList();
        for (RunStatus worst : List.of(RunStatus.FAILED, RunStatus.REFUSED, RunStatus.STOPPED)) {
            if (ends.contains(worst)) {
                return worst;
            }
        }
        return stop.reason().isPresent() ? RunStatus.STOPPED : RunStatus.SUCCEEDED;
    }

    private String reasons() {
        String ofTasks = record.tasks().stream()
                .map(TaskProgress::snapshot)
                .filter(task -> !task.reason().isEmpty())
                .map(task -> task.task() + ": " + task.reason())
                .collect(Collectors.joining("; "));
        return ofTasks.isEmpty() && outcome() == RunStatus.STOPPED
                ? stop.reason().orElse("")
                : ofTasks;
    }
}
