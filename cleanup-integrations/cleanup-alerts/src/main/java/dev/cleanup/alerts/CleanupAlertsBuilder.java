package dev.cleanup.alerts;

import dev.cleanup.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets up {@link CleanupAlerts}. Not safe for use by several threads. */
public final class CleanupAlertsBuilder {
    /** How often it is looked whether a run is overdue. */
    public static final Duration DEFAULT_CHECK = Duration.ofMinutes(1);

    /** How many alerts an hour has at most; others wait. */
    public static final int DEFAULT_ALERTS_AN_HOUR = 20;

    private static final Duration SHORTEST_CHECK = Duration.ofMillis(100);
    private static final Duration LONGEST_CHECK = Duration.ofHours(1);
    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);
    private static final int MOST_ALERTS_AN_HOUR = 1_000;

    final List<AlertChannel> channels = new ArrayList<>();
    Optional<URI> page = Optional.empty();
    Optional<Duration> reminder = Optional.empty();
    Duration checkEvery = DEFAULT_CHECK;
    int anHour = DEFAULT_ALERTS_AN_HOUR;
    InstantSource clock = InstantSource.system();
    Duration firstPause = Duration.ofSeconds(2);
    Duration drain = Duration.ofSeconds(10);

    CleanupAlertsBuilder() {}

    /** Adds a way to tell people; each is told everything. */
    public CleanupAlertsBuilder to(AlertChannel channel) {
        channels.add(channel);
        return this;
    }

    /** Where people find the page, such as {@code https://bots.example.com/cleanup/}; alerts link to the run there. */
    public CleanupAlertsBuilder page(URI address) {
        page = Optional.of(Links.page(address));
        return this;
    }

    /** How often it is looked for what no run tells, from 100 ms to an hour; each minute by default. After each run it is looked anyway. */
    public CleanupAlertsBuilder checkEvery(Duration span) {
        if (span.compareTo(SHORTEST_CHECK) < 0 || span.compareTo(LONGEST_CHECK) > 0) {
            throw new ConfigurationException("checkEvery", span, "accepted is from 100 ms to an hour");
        }
        checkEvery = span;
        return this;
    }

    /** Tells of a problem again when it has been there for so long since it was last told, a minute or more; by default it is told once. */
    public CleanupAlertsBuilder remindEvery(Duration span) {
        if (span.compareTo(SHORTEST_REMINDER) < 0) {
            throw new ConfigurationException("remindEvery", span, "accepted is a minute or more");
        }
        reminder = Optional.of(span);
        return this;
    }

    /** How many alerts an hour has at most, {@value #DEFAULT_ALERTS_AN_HOUR} by default; what is over waits, and is told if it still holds. */
    public CleanupAlertsBuilder atMostAnHour(int alerts) {
        if (alerts < 1 || alerts > MOST_ALERTS_AN_HOUR) {
            throw new ConfigurationException(
                    "atMostAnHour", alerts, "accepted is a whole number from 1 to " + MOST_ALERTS_AN_HOUR);
        }
        anHour = alerts;
        return this;
    }

    /** This machine's clock; for tests. */
    public CleanupAlertsBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    CleanupAlertsBuilder firstPause(Duration span) {
        firstPause = span;
        return this;
    }

    CleanupAlertsBuilder drain(Duration span) {
        drain = span;
        return this;
    }

    /**
     * The alerts, which watch nothing yet.
     *
     * @throws ConfigurationException when there is no channel
     */
    public CleanupAlerts build() {
        if (channels.isEmpty()) {
            throw new ConfigurationException("channels", "none", "accepted is at least one channel");
        }
        return new CleanupAlerts(this);
    }
}
