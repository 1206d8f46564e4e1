package dev.cleanup.internal;

import dev.cleanup.schedule.MaintenanceWindow;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one run wait before each attempt at a batch for as long as its tasks' throttles say. */
final class Brake {
    private static final Logger LOG = LoggerFactory.getLogger(Brake.class);

    /** How often signals are asked, and the clock, which may be set while a run waits. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final double NANOS = 1e9;

    private final EngineSettings settings;
    private final StopSignal stop;
    private final SignalWatch watch;
    private long free;
    private long asked;
    private @Nullable Throttle answered;
    private Optional<String> busy = Optional.empty();

    Brake(EngineSettings settings, StopSignal stop, SignalWatch watch) {
        this.settings = settings;
        this.stop = stop;
        this.watch = watch;
        this.free = settings.ticker().nanos();
    }

    /** A wait that is due, in words that are empty when it is too short to speak of. */
    private record Pause(Duration length, String reason) {}

    private interface Waiting {
        Optional<Pause> next() throws InterruptedException;
    }

    /**
     * Returns when the task's next batch may begin.
     *
     * @throws StoppedException when the run has to stop meanwhile, or would wait in vain
     */
    void await(TaskProgress progress) throws InterruptedException {
        Throttle throttle = progress.task().throttle();
        waitOut(progress, this::rest);
        boolean waited = waitOut(progress, () -> {
            Optional<Pause> closed = closed(throttle);
            return closed.isPresent() ? closed : load(throttle);
        });
        if (waited) {
            LOG.info("{}: goes on", progress.task().name());
        }
    }

    private boolean waitOut(TaskProgress progress, Waiting waiting) throws InterruptedException {
        Optional<Pause> pause = waiting.next();
        boolean waited = pause.isPresent();
        while (pause.isPresent()) {
            String reason = pause.get().reason();
            progress.pause(reason);
            settings.ticker().await(stop.event(), shorter(pause.get().length()));
            Optional<String> why = stop.reason();
            if (why.isPresent()) {
                throw new StoppedException(why.get() + (reason.isEmpty() ? "" : "; it was paused: " + reason));
            }
            pause = waiting.next();
        }
        progress.pause("");
        return waited;
    }

    private static Duration shorter(Duration span) {
        return span.compareTo(LOOK_EVERY) < 0 ? span : LOOK_EVERY;
    }

    /** A batch began at this time and met so many items; the next one waits for as long as the throttle says. */
    void ran(Throttle throttle, long begun, long items) {
        double took = (settings.ticker().nanos() - begun) / throttle.dutyCycle();
        double due = throttle.itemsPerSecond().isPresent()
                ? items * NANOS / throttle.itemsPerSecond().getAsInt()
                : 0;
        free = begun + (long) Math.max(took, due);
    }

    private Optional<Pause> rest() {
        Duration rest = Duration.ofNanos(free - settings.ticker().nanos());
        if (rest.isNegative() || rest.isZero()) {
            return Optional.empty();
        }
        boolean brief = rest.compareTo(LOOK_EVERY) < 0;
        return Optional.of(new Pause(rest, brief ? "" : "it rests between batches"));
    }

    private Optional<Pause> closed(Throttle throttle) {
        Instant now = settings.clock().instant();
        if (throttle.windows().isEmpty() || throttle.windows().stream().anyMatch(window -> window.isOpen(now))) {
            return Optional.empty();
        }
        MaintenanceWindow next = throttle.windows().stream()
                .min(Comparator.comparing(window -> window.opensAfter(now)))
                .orElseThrow();
        Instant opens = next.opensAfter(now);
        String reason = "the maintenance window " + next.describe() + " opens at " + opens;
        if (opens.isAfter(stop.deadline())) {
            throw new StoppedException(reason + ", after the run's deadline at " + stop.deadline());
        }
        return Optional.of(new Pause(Duration.between(now, opens), reason));
    }

    private Optional<Pause> load(Throttle throttle) throws InterruptedException {
        if (throttle.signals().isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.ofNanos(settings.ticker().nanos() - asked);
        if (!throttle.equals(answered) || age.compareTo(LOOK_EVERY) >= 0) {
            busy = watch.busy(throttle, stop);
            answered = throttle;
            asked = settings.ticker().nanos();
            age = Duration.ZERO;
        }
        Duration until = LOOK_EVERY.minus(age);
        return busy.map(reason -> new Pause(until, reason));
    }
}
