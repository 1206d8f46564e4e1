package dev.cleanup.throttle;

import dev.cleanup.ConfigurationException;
import dev.cleanup.schedule.MaintenanceWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Sets up a {@link Throttle}. Not safe for use by several threads. */
public final class ThrottleBuilder {
    private final List<MaintenanceWindow> windows = new ArrayList<>();
    private final Map<String, LoadSignal> signals = new LinkedHashMap<>();
    private double dutyCycle = 1;
    private OptionalInt itemsPerSecond = OptionalInt.empty();
    private Duration signalTimeout = Throttle.DEFAULT_SIGNAL_TIMEOUT;

    ThrottleBuilder() {}

    /** Which part of the time batches may take, from 0.01 to 1: 0.5 rests after each batch for as long as it took. */
    public ThrottleBuilder dutyCycle(double share) {
        dutyCycle = share;
        return this;
    }

    /** The most items a second, from 1 to 1,000,000; a batch holds no more than a second's, if its task lets it be so small. */
    public ThrottleBuilder itemsPerSecond(int most) {
        itemsPerSecond = OptionalInt.of(most);
        return this;
    }

    /**
     * Adds hours in which items may be removed; outside of all such hours none are. A run waits for the next hours, or ends at once when they
     * come only after its deadline.
     */
    public ThrottleBuilder window(MaintenanceWindow hours) {
        windows.add(hours);
        return this;
    }

    /** Nothing is removed while this signal is busy or unknown. */
    public ThrottleBuilder pauseWhile(String name, LoadSignal signal) {
        if (signals.putIfAbsent(name, signal) != null) {
            throw new ConfigurationException(
                    "load signal", name, "there is a signal of this name already; names are unique");
        }
        return this;
    }

    /** How long a signal may take to answer before it counts as unknown; 5 seconds by default, a minute at most. */
    public ThrottleBuilder signalTimeout(Duration span) {
        signalTimeout = span;
        return this;
    }

    /**
     * The throttle.
     *
     * @throws ConfigurationException when a setting is out of range
     */
    public Throttle build() {
        return new Throttle(dutyCycle, itemsPerSecond, windows, signals, signalTimeout);
    }
}
