package dev.cleanup.alerts;

import dev.cleanup.ConfigurationException;
import java.time.Duration;

/** Checks spans of time that something may take. */
final class Timeouts {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private Timeouts() {}

    static Duration check(String setting, Duration span, Duration longest) {
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(longest) > 0) {
            throw new ConfigurationException(
                    setting, span, "accepted is from a millisecond to " + longest.toMinutes() + " minutes");
        }
        return span;
    }
}
