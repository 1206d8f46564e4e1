package dev.cleanup.testkit;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Instants as tests write them. */
final class Instants {
    private Instants() {}

    static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException refused) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no instant; accepted is one such as 2026-03-10T12:00:00Z", refused);
        }
    }
}
