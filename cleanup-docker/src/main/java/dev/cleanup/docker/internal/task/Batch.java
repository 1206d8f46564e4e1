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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes some resources, those that others need after these: a few side by side, and then the next few, after the kind was asked once more which
 * of them still go. For one batch, which begins nothing new once its time is up, so that what it knows by then is told in time.
 */
final class Batch<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /** At once: so many may go by one answer about who owns them. A multiple of the usual number of workers, so that none waits for the last one. */
    private static final int SLICE = 24;

    private static final String SILENT = "the engine does not answer";
    private static final String INTERRUPTED = "interrupted";

    private final Kind<T> kind;
    private final Api api;
    private final Workers workers;
    private final Removing<T> removing;
    private final long end;
    private final Set<String> removed = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> pending = new HashSet<>();
    private final Set<String> tried = new HashSet<>();
    private final List<String> late = new ArrayList<>();
    private final Map<String, String> staying = new LinkedHashMap<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private long bytes;
    private volatile @Nullable String halted;
    private volatile @Nullable Exception failure;

    /** Makes sure that one may go, and removes it. */
    interface Removing<T> {
        Outcome remove(Api api, Seen<T> seen) throws Exception;
    }

    Batch(Kind<T> kind, Api api, Workers workers, Removing<T> removing) {
        this.kind = kind;
        this.api = api;
        this.workers = workers;
        this.removing = removing;
        this.end = System.nanoTime() + workers.deadline().toNanos();
    }

    /** Those that are named: whatever was not tried is left over. */
    BatchResult removeNamed(List<Seen<T>> going, List<Leftover> others) throws Exception {
        leftovers.addAll(others);
        remove(going, Integer.MAX_VALUE);
        late.forEach(this::leave);
        staying.forEach((id, why) -> leftovers.add(Leftover.skipped(id, "changed meanwhile: " + why)));
        return result(Optional.empty());
    }

    /** Those that come next, in the order of their ids: what was not tried, and is behind all that was, is for the next batch. */
    BatchResult removeNext(List<Seen<T>> going, Optional<String> next) throws Exception {
        remove(going, Integer.MAX_VALUE);
        Optional<String> last = tried.stream().max(String::compareTo);
        boolean more = false;
        for (String id : late) {
            if (last.isPresent() && id.compareTo(last.get()) > 0) {
                more = true;
            } else {
                leave(id);
            }
        }
        return result(more ? last : next);
    }

    /** The first ones of these, until the batch has met so many in all; the id of the first one that was not tried, if any. What stays was never counted. */
    Optional<String> removeUpTo(int limit, List<Seen<T>> going) throws Exception {
        remove(going, limit);
        Optional<String> untried = late.stream().findFirst();
        late.clear();
        return untried;
    }

    /** Whether it may go on behind what it has met. */
    boolean goesOn(int limit) {
        return halted == null && met() < limit && !isLate();
    }

    private int met() {
        return removed.size() + unknown.size() + pending.size() + leftovers.size();
    }

    private boolean isLate() {
        return !tried.isEmpty() && System.nanoTime() > end;
    }

    private void leave(String id) {
        leftovers.add(Leftover.skipped(
                id,
                "not tried: the batch took longer than " + workers.deadline().toMillis() + " ms"));
    }

    private void remove(List<Seen<T>> going, int limit) throws Exception {
        Room<T> room = going.isEmpty() ? Room.none(kind, api) : Room.before(kind, api);
        List<Seen<T>> remaining = new ArrayList<>(going);
        while (!remaining.isEmpty()) {
            List<Seen<T>> ready = ready(remaining);
            int from = 0;
            while (from < ready.size()) {
                int size = Math.min(Math.min(SLICE, limit - met()), ready.size() - from);
                int to = size > 0 ? from + size : ready.size();
                removeSlice(ready.subList(from, to), size > 0);
                from = to;
            }
            remaining.removeAll(ready);
        }
        throwIfUnanswered();
        bytes += room.given(removed);
    }

    /** Those that none of the remaining needs; all of them, should they need each other. */
    private static <T> List<Seen<T>> ready(List<Seen<T>> remaining) {
        Set<String> ids = remaining.stream().map(Seen::id).collect(Collectors.toSet());
        List<Seen<T>> ready = remaining.stream()
                .filter(one -> one.neededBy().stream().noneMatch(ids::contains))
                .toList();
        return ready.isEmpty() ? List.copyOf(remaining) : ready;
    }

    private void removeSlice(List<Seen<T>> slice, boolean roomLeft) throws Exception {
        if (!roomLeft || (halted == null && isLate())) {
            slice.forEach(one -> late.add(one.id()));
            return;
        }
        List<Seen<T>> going = new ArrayList<>();
        for (Seen<T> one : again(slice)) {
            tried.add(one.id());
            one.kept()
                    .ifPresentOrElse(
                            why -> leftovers.add(Leftover.skipped(one.id(), "changed meanwhile: " + why)),
                            () -> going.add(one));
        }
        List<Outcome> outcomes = workers.doAll(going, this::removeOne, () -> halted = INTERRUPTED);
        for (int index = 0; index < going.size(); index++) {
            settle(going.get(index).id(), outcomes.get(index));
        }
    }

    /** Where that cannot be told, nothing more goes. */
    private List<Seen<T>> again(List<Seen<T>> slice) {
        if (halted != null) {
            return slice;
        }
        try {
            return kind.again(slice);
        } catch (Exception cannotTell) {
            if (cannotTell instanceof InterruptedException
                    || Thread.currentThread().isInterrupted()) {
                Thread.currentThread().interrupt();
                halted = INTERRUPTED;
            } else {
                failure = cannotTell;
                halted = "whether they may still go cannot be told: " + cannotTell.getMessage();
            }
            return slice;
        }
    }

    private Outcome removeOne(Seen<T> seen) {
        Api untilHalted = api.until(() -> Optional.ofNullable(halted));
        try {
            untilHalted.goOn();
            Outcome outcome = removing.remove(untilHalted, seen);
            if (outcome instanceof Outcome.Unknown lost) {
                silent(lost.failure());
            }
            return outcome;
        } catch (Halted told) {
            String words = "not tried: " + told.getMessage();
            return INTERRUPTED.equals(told.getMessage()) ? new Outcome.Skipped(words) : new Outcome.Failed(words);
        } catch (Unanswered none) {
            silent(none);
            return new Outcome.Failed("not tried: " + SILENT);
        } catch (Exception broken) {
            return new Outcome.Failed(String.valueOf(broken.getMessage()));
        } catch (Error broken) {
            CleanupException lost = new CleanupException("a removal broke off with " + broken, broken);
            silent(lost);
            return new Outcome.Unknown(lost);
        }
    }

    /** Whatever else there is would wait as long. */
    private void silent(CleanupException silence) {
        failure = silence;
        halted = SILENT;
    }

    private void settle(String id, Outcome outcome) {
        if (outcome instanceof Outcome.Removed gone) {
            removed.add(id);
            bytes += gone.bytes();
        } else if (outcome instanceof Outcome.Skipped skipped) {
            leftovers.add(Leftover.skipped(id, skipped.reason()));
        } else if (outcome instanceof Outcome.Stays stays) {
            staying.put(id, stays.reason());
        } else if (outcome instanceof Outcome.Failed failed) {
            leftovers.add(Leftover.failed(id, failed.reason()));
        } else if (outcome instanceof Outcome.Unknown) {
            unknown.add(id);
        } else if (outcome instanceof Outcome.Pending still) {
            LOG.warn("nobody knows whether {} will be removed: {}", id, still.reason());
            pending.add(id);
        }
    }

    private void throwIfUnanswered() throws Exception {
        Exception none = failure;
        if (none != null && !unknown.isEmpty()) {
            Set<String> ids = new HashSet<>(removed);
            ids.addAll(unknown);
            ids.addAll(pending);
            throw new OutcomeUnknownException(
                    "a removal got no answer, and nobody knows whether it took place: " + none.getMessage(), ids, none);
        }
        if (none != null && removed.isEmpty() && pending.isEmpty()) {
            throw none;
        }
    }

    /** What became of it so far. */
    BatchResult result(Optional<String> next) {
        return new BatchResult(removed.size(), bytes, pending.size(), leftovers, next);
    }
}
