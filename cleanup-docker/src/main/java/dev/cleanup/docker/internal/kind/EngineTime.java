package dev.cleanup.docker.internal.kind;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** Points in time as the engine writes them. */
final class EngineTime {
    private EngineTime() {}

    /** The latest of these; empty when one of them cannot be read, since it might be the latest. Year 1 stands for "never". */
    static Optional<Instant> latest(String... texts) {
        try {
            return Stream.of(texts).map(EngineTime::parse).max(Instant::compareTo);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Seconds since 1970; empty when they are beyond all calendars. */
    static Optional<Instant> ofSeconds(long seconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    private static Instant parse(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
