package dev.cleanup.docker.internal.task;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.Leftover;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Halted;
import dev.cleanup.docker.internal.engine.Unanswered;
import dev.cleanup.docker.internal.engine.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes some resources side by side, those that others need after these. For one batch. */
final class Batch<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final String SILENT = "the engine does not answer";
    private static final Outcome UNTRIED = new Outcome.Failed("not tried: " + SILENT);

    private final Kind<T> kind;
    private final Api api;
    private final Workers workers;
    private final Set<String> removed = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private long bytes;
    private volatile @Nullable String halted;
    private volatile @Nullable CleanupException unanswered;

    Batch(Kind<T> kind, Api api, Workers workers) {
        this.kind = kind;
        this.api = api;
        this.workers = workers;
    }

    BatchResult remove(List<Seen<T>> going, List<Leftover> leftovers, Optional<String> next) throws Exception {
        Map<String, Long> sizes = going.isEmpty() ? Map.of() : told(kind::sizes, Map.of());
        OptionalLong before = going.isEmpty() ? OptionalLong.empty() : room();
        List<Seen<T>> remaining = new ArrayList<>(going);
        while (!remaining.isEmpty()) {
            List<Seen<T>> ready = ready(remaining);
            List<Outcome> outcomes = workers.doAll(ready, this::removeOne, () -> halted = "interrupted");
            for (int index = 0; index < ready.size(); index++) {
                settle(ready.get(index).id(), outcomes.get(index), leftovers);
            }
            remaining.removeAll(ready);
        }
        throwIfUnanswered();
        long room = removed.stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum();
        return new BatchResult(removed.size(), bytes + room + given(before), leftovers, next);
    }

    private void throwIfUnanswered() {
        CleanupException none = unanswered;
        if (none != null && !unknown.isEmpty()) {
            Set<String> ids = new HashSet<>(removed);
            ids.addAll(unknown);
            throw new OutcomeUnknownException(
                    "a removal got no answer, and nobody knows whether it took place: " + none.getMessage(), ids, none);
        }
        if (none != null && removed.isEmpty()) {
            throw none;
        }
    }

    /** Those that none of the remaining needs; all of them, should they need each other. */
    private static <T> List<Seen<T>> ready(List<Seen<T>> remaining) {
        Set<String> ids = remaining.stream().map(Seen::id).collect(Collectors.toSet());
        List<Seen<T>> ready = remaining.stream()
                .filter(one -> one.neededBy().stream().noneMatch(ids::contains))
                .toList();
        return ready.isEmpty() ? List.copyOf(remaining) : ready;
    }

    private Outcome removeOne(Seen<T> seen) {
        Api untilHalted = api.until(() -> Optional.ofNullable(halted));
        try {
            untilHalted.goOn();
            Outcome outcome = kind.remove(untilHalted, seen);
            if (outcome instanceof Outcome.Unknown lost) {
                silent(lost.failure());
            }
            return outcome;
        } catch (Halted told) {
            return SILENT.equals(told.getMessage()) ? UNTRIED : new Outcome.Skipped("not tried: " + told.getMessage());
        } catch (Unanswered none) {
            silent(none);
            return UNTRIED;
        } catch (Exception failure) {
            return new Outcome.Failed(String.valueOf(failure.getMessage()));
        } catch (Error broken) {
            CleanupException lost = new CleanupException("a removal broke off with " + broken, broken);
            silent(lost);
            return new Outcome.Unknown(lost);
        }
    }

    /** Whatever else there is would wait as long. */
    private void silent(CleanupException failure) {
        unanswered = failure;
        halted = SILENT;
    }

    private void settle(String id, Outcome outcome, List<Leftover> leftovers) {
        if (outcome instanceof Outcome.Removed gone) {
            removed.add(id);
            bytes += gone.bytes();
        } else if (outcome instanceof Outcome.Skipped skipped) {
            leftovers.add(Leftover.skipped(id, skipped.reason()));
        } else if (outcome instanceof Outcome.Failed failed) {
            leftovers.add(Leftover.failed(id, failed.reason()));
        } else if (outcome instanceof Outcome.Unknown) {
            unknown.add(id);
        }
    }

    private long given(OptionalLong before) {
        OptionalLong after = before.isEmpty() || removed.isEmpty() ? OptionalLong.empty() : room();
        return after.isEmpty() ? 0 : Math.max(0, before.getAsLong() - after.getAsLong());
    }

    private OptionalLong room() {
        return told(kind::room, OptionalLong.empty());
    }

    /** Figures for people; that they cannot be had keeps nothing from going. */
    private <A> A told(Workers.Asking<Api, A> asking, A otherwise) {
        try {
            return asking.ask(api);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.debug(
                    "how much room is taken cannot be told: {}",
                    failure.getClass().getSimpleName());
        }
        return otherwise;
    }
}
