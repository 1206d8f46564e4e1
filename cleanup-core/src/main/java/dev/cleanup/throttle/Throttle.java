package dev.cleanup.throttle;

import dev.cleanup.ConfigurationException;
import dev.cleanup.schedule.MaintenanceWindow;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How gently items are removed; immutable. It is about removals only: surveys look whenever they are asked to. A run that waits stays where it
 * is, shows why, and ends as soon as it is stopped or its deadline comes. A batch that is tried again after a passing failure
 * waits as it did before.
 *
 * @param dutyCycle which part of the time batches may take: with 0.25, a batch of 100 ms is followed by 300 ms of rest; 1 for no rest
 * @param itemsPerSecond the most items a second that batches meet, on average over a batch and the rest behind it; empty for any number
 * @param windows outside of all of them nothing is removed; empty for always
 * @param signals by name; while one of them is busy or unknown, nothing is removed
 * @param signalTimeout how long a signal may take to answer
 */
public record Throttle(
        double dutyCycle,
        OptionalInt itemsPerSecond,
        List<MaintenanceWindow> windows,
        Map<String, LoadSignal> signals,
        Duration signalTimeout) {
    /** How long a signal may take to answer when nothing else is said. */
    public static final Duration DEFAULT_SIGNAL_TIMEOUT = Duration.ofSeconds(5);

    private static final double LEAST_DUTY = 0.01;
    private static final int MOST_ITEMS = 1_000_000;
    private static final int LONGEST_NAME = 64;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** Nothing is held back. */
    public static final Throttle NONE = builder().build();

    public Throttle {
        if (!(dutyCycle >= LEAST_DUTY && dutyCycle <= 1)) {
            throw new ConfigurationException("duty cycle", dutyCycle, "accepted is from 0.01 to 1");
        }
        int items = itemsPerSecond.orElse(1);
        if (items < 1 || items > MOST_ITEMS) {
            throw new ConfigurationException(
                    "items per second", items, "accepted is a whole number from 1 to " + MOST_ITEMS);
        }
        if (signalTimeout.isZero() || signalTimeout.isNegative() || signalTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new ConfigurationException(
                    "signal timeout", signalTimeout, "accepted is more than zero and at most a minute");
        }
        signals.keySet().forEach(Throttle::checkName);
        windows = List.copyOf(windows);
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new ConfigurationException("load signal", name, "accepted is a name of 1 to 64 characters");
        }
    }

    /** Sets one up. */
    public static ThrottleBuilder builder() {
        return new ThrottleBuilder();
    }
}
