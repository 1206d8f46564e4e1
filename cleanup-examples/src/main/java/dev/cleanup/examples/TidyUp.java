package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.Finding;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cleanup without a server, for cron or a systemd timer: {@code TidyUp DIRECTORY [--apply]}. It prints what would go and why, and with {@code --apply}
 * removes exactly that. It ends with 0 when all is well, 1 when not, 2 when it was called wrongly.
 */
public final class TidyUp {
    private static final RetentionPolicy POLICY = RetentionPolicy.parse("keep 7d, latest 3");

    private TidyUp() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) {
        boolean apply = arguments.size() == 2 && arguments.get(1).equals("--apply");
        if (arguments.isEmpty() || (arguments.size() > 1 && !apply) || !Files.isDirectory(Path.of(arguments.get(0)))) {
            out.println("usage: TidyUp DIRECTORY [--apply], where DIRECTORY is one that exists");
            return 2;
        }
        try (CleanupService cleanup = CleanupService.builder()
                .name("tidy-up")
                .task(StaleUploads.in(Path.of(arguments.get(0)), POLICY))
                .build()) {
            CleanupRun plan = cleanup.run(RunRequest.dryRun().requestedBy("tidy-up"));
            show(plan, out);
            return apply && plan.status() == RunStatus.SUCCEEDED
                    ? end(cleanup.run(RunRequest.apply(plan.id()).requestedBy("tidy-up")), out)
                    : end(plan, out);
        } catch (CleanupException failure) {
            out.println(failure.getMessage());
            return 1;
        }
    }

    private static void show(CleanupRun plan, PrintStream out) {
        for (TaskRun task : plan.tasks()) {
            for (Finding finding : task.findings()) {
                out.println(finding.id() + ": " + finding.reason());
            }
        }
    }

    private static int end(CleanupRun run, PrintStream out) {
        for (TaskRun task : run.tasks()) {
            out.println(run.mode() + " " + task.status() + ": " + task.eligible() + " may go, "
                    + task.tally().removed() + " removed " + task.reason());
        }
        return run.status() == RunStatus.SUCCEEDED ? 0 : 1;
    }
}
