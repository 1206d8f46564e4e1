package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunHandle;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Content;
import dev.cleanup.servlet.internal.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the runs that are asked for, in the caller's name. */
final class RunHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RunHandler.class);

    private final CleanupOperations operations;
    private final OnceOnly once = new OnceOnly();

    RunHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    Answer byBody(Call call) {
        return run(call, RunCommand.ofBody(call.body()));
    }

    Answer byQuery(Call call) {
        return run(call, RunCommand.ofQuery(call.query()));
    }

    private Answer run(Call call, RunCommand command) {
        RunHeaders headers = RunHeaders.of(call);
        RunRequest request = command.request().requestedBy(headers.requestedBy(call));
        if (headers.key().isEmpty()) {
            return answer(call, headers, begin(call, request));
        }
        OnceOnly.Key key = new OnceOnly.Key(call.caller().name(), headers.key().get());
        OnceOnly.Outcome outcome = once.run(key, command, () -> begin(call, request));
        return outcome.begun()
                .map(run -> answer(call, headers, run))
                .orElseGet(() -> again(call, headers, outcome.id()));
    }

    private RunHandle begin(Call call, RunRequest request) {
        String outcome = "not done";
        try {
            RunHandle run = operations.begin(request);
            outcome = "run " + run.current().id();
            return run;
        } catch (RunInProgressException busy) {
            outcome = "not done, run " + busy.runId() + " is under way";
            throw busy;
        } catch (ConfigurationException unknown) {
            throw Problem.badRequest("The " + unknown.setting() + ": " + unknown.accepted() + ".");
        } finally {
            String plan = request.plan().map(id -> " of plan " + id).orElse("");
            LOG.info(
                    "{} {} asked for {}{} over HTTP: {}",
                    request.requestedBy(),
                    call.caller().roles(),
                    request.mode(),
                    plan,
                    outcome);
        }
    }

    private Answer answer(Call call, RunHeaders headers, RunHandle run) {
        if (headers.async()) {
            return accepted(call, run.current());
        }
        CleanupRun ended = run.await();
        return Answer.ok(json -> RunJson.write(json, ended));
    }

    /** The same request again: the same run. */
    private Answer again(Call call, RunHeaders headers, String id) {
        CleanupRun run = operations
                .find(id)
                .orElseThrow(() -> Problem.conflict(
                        "This Idempotency-Key began the run " + id + ", which is no longer in the history."));
        return run.status().ended() && !headers.async()
                ? Answer.ok(json -> RunJson.write(json, run))
                : accepted(call, run);
    }

    static Answer accepted(Call call, CleanupRun run) {
        return Answer.of(202, Answer.JSON, Content.json(json -> RunJson.writeSummary(json, run)))
                .with("Location", call.relative("runs/" + run.id()));
    }
}
