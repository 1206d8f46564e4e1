package dev.cleanup.alerts;

import dev.cleanup.CleanupRun;
import dev.cleanup.alerts.Trouble.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who was told of what: each trouble once, and once that it is over. What an hour has no room for stays untold, and the next look tells it if it
 * still holds. One thread calls it.
 */
final class Ledger {
    private final InstantSource clock;
    private final Optional<Duration> reminder;
    private final RateLimit limit;
    private final Words words;
    private final Supplier<String> node;
    private final Consumer<Alert> told;
    private final Map<Subject, Entry> open = new HashMap<>();
    private boolean looked;

    /**
     * A trouble that is there.
     *
     * @param toldAt when people were told last; empty when another node does
     */
    private record Entry(Trouble trouble, Optional<Instant> toldAt) {}

    Ledger(CleanupAlertsBuilder settings, Supplier<String> node, Consumer<Alert> told) {
        this.clock = settings.clock;
        this.reminder = settings.reminder;
        this.limit = new RateLimit(settings.anHour, Duration.ofHours(1), settings.clock);
        this.words = new Words(settings.page);
        this.node = node;
        this.told = told;
    }

    /**
     * This is all the trouble there is.
     *
     * @param unclear what nobody can say whether it is over
     */
    void seen(String service, List<Trouble> troubles, Set<Subject> unclear, List<CleanupRun> runs) {
        troubles.forEach(trouble -> open(service, trouble));
        Set<Subject> still = troubles.stream().map(Trouble::subject).collect(Collectors.toSet());
        still.addAll(unclear);
        List<Entry> over = open.values().stream()
                .filter(entry -> !still.contains(entry.trouble().subject()))
                .toList();
        over.forEach(entry -> close(service, entry, runs));
        looked = true;
    }

    /** There is this trouble, and nobody knows what became of that which runs show. */
    void seenWithoutRuns(String service, List<Trouble> troubles) {
        troubles.forEach(trouble -> open(service, trouble));
    }

    private void open(String service, Trouble trouble) {
        Entry before = open.get(trouble.subject());
        if (before == null || before.trouble().problem() != trouble.problem()) {
            begin(service, trouble);
        } else {
            remind(service, trouble, before);
        }
    }

    private void begin(String service, Trouble trouble) {
        if (!isOurs(trouble)) {
            open.put(trouble.subject(), new Entry(trouble, Optional.empty()));
        } else if (limit.take()) {
            tell(service, Alert.Type.PROBLEM, trouble);
        }
    }

    private void tell(String service, Alert.Type type, Trouble trouble) {
        Instant now = clock.instant();
        open.put(trouble.subject(), new Entry(trouble, Optional.of(now)));
        told.accept(words.alert(now, type, service, trouble));
    }

    /** Each node tells of its own runs, and what was there when the watch began is told by whoever begins. */
    private boolean isOurs(Trouble trouble) {
        String owner = trouble.node().orElse("");
        return !looked || owner.isEmpty() || owner.equals(node.get());
    }

    private void remind(String service, Trouble trouble, Entry before) {
        Optional<Instant> due = before.toldAt().flatMap(at -> reminder.map(at::plus));
        boolean isDue = due.filter(at -> !at.isAfter(clock.instant())).isPresent();
        if (isDue && limit.take()) {
            tell(service, Alert.Type.REMINDER, trouble);
        }
    }

    private void close(String service, Entry entry, List<CleanupRun> runs) {
        Trouble trouble = entry.trouble();
        if (entry.toldAt().isEmpty()) {
            open.remove(trouble.subject());
        } else if (limit.take()) {
            open.remove(trouble.subject());
            told.accept(words.recovery(clock.instant(), service, trouble, newest(trouble, runs)));
        }
    }

    private static Optional<CleanupRun> newest(Trouble trouble, List<CleanupRun> runs) {
        return trouble.task().flatMap(task -> runs.stream()
                .filter(run -> run.status().ended() && run.task(task).isPresent())
                .findFirst());
    }
}
