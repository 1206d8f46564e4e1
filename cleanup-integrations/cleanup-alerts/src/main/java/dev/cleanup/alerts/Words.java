package dev.cleanup.alerts;

import dev.cleanup.CleanupRun;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts alerts into words: counts and reasons. What was found has labels, which may be personal, and is left out. */
final class Words {
    private static final int LONGEST = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]+");

    private final Optional<URI> page;

    Words(Optional<URI> page) {
        this.page = page;
    }

    /** One printable line, whatever the text holds. */
    static String line(String text) {
        String clean = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
    }

    Alert alert(Instant now, Alert.Type type, String service, Trouble trouble) {
        List<String> lines = new ArrayList<>();
        lines.add(line(trouble.text()));
        trouble.since().ifPresent(since -> lines.add("Since " + time(since)));
        trouble.run().ifPresent(run -> counts(run, trouble.task()).ifPresent(lines::add));
        String state = (type == Alert.Type.REMINDER ? "still " : "") + trouble.problem();
        return alert(now, type, service, trouble, state, lines, trouble.run());
    }

    /** @param run the newest run with the task */
    Alert recovery(Instant now, String service, Trouble trouble, Optional<CleanupRun> run) {
        List<String> lines = new ArrayList<>();
        lines.add("No longer " + trouble.problem() + ".");
        run.flatMap(CleanupRun::finishedAt).ifPresent(at -> lines.add("Last run " + time(at)));
        run.ifPresent(last -> counts(last, trouble.task()).ifPresent(lines::add));
        return alert(now, Alert.Type.RECOVERY, service, trouble, "recovered", lines, run);
    }

    private Alert alert(
            Instant now,
            Alert.Type type,
            String service,
            Trouble trouble,
            String state,
            List<String> lines,
            Optional<CleanupRun> run) {
        String subject = line("[cleanup " + service + "] " + about(trouble) + " " + state);
        Optional<URI> link =
                page.map(base -> run.map(one -> Links.run(base, one.id())).orElse(base));
        link.ifPresent(uri -> lines.add(uri.toString()));
        String text = subject + "\n\n" + String.join("\n", lines) + "\n";
        return new Alert(now, type, trouble.problem(), line(service), trouble.task(), link, subject, text);
    }

    private static String about(Trouble trouble) {
        return trouble.task().orElseGet(() -> switch (trouble.problem()) {
            case OVERDUE -> "scheduled run";
            case UNREADABLE -> "history";
            case FAILED, ABANDONED, REFUSED -> "run";
        });
    }

    private static Optional<String> counts(CleanupRun run, Optional<String> task) {
        return task.flatMap(run::task).map(Words::counts);
    }

    private static String counts(TaskRun part) {
        Tally tally = part.tally();
        return String.format(
                Locale.ROOT,
                "%,d could go; %,d removed, %,d skipped, %,d failed, %,d unknown",
                part.eligible(),
                tally.removed(),
                tally.skipped(),
                tally.failed(),
                tally.unknown());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
