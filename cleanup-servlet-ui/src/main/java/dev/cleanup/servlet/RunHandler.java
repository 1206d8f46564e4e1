package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the runs that are asked for, in the caller's name, and waits until they have ended. */
final class RunHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RunHandler.class);

    private final CleanupOperations operations;

    RunHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    Answer run(Call call) {
        RunRequest request =
                RunCommand.of(call.query()).request().requestedBy(call.caller().name());
        String outcome = "not done";
        try {
            CleanupRun run = operations.run(request);
            outcome = "run " + run.id() + " " + run.status();
            return Answer.ok(json -> RunJson.write(json, run));
        } catch (RunInProgressException busy) {
            outcome = "not done, run " + busy.runId() + " is under way";
            throw busy;
        } finally {
            String plan = request.plan().map(id -> " of plan " + id).orElse("");
            LOG.info(
                    "{} ({}) asked for {}{} over HTTP: {}",
                    call.caller().name(),
                    call.caller().role(),
                    request.mode(),
                    plan,
                    outcome);
        }
    }
}
