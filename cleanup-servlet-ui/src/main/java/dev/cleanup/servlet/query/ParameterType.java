package dev.cleanup.servlet.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** What a parameter of a {@link NamedQuery} holds. Each accepts its value as a string too, as a query string of a URL has it. */
public enum ParameterType {
    /** A string. */
    TEXT("a string"),
    /** A {@code long}. */
    INTEGER("a whole number of up to 64 bits"),
    /** A {@link BigDecimal}. */
    NUMBER("a number"),
    /** {@code true} or {@code false}. */
    BOOLEAN("true or false"),
    /** A moment, bound as a timestamp with time zone. */
    INSTANT("a moment such as 2026-01-31T23:59:59Z"),
    /** A day of the calendar. */
    DATE("a day such as 2026-01-31"),
    /** A UUID of 36 characters. */
    UUID("a UUID of 36 characters");

    private final String accepted;

    ParameterType(String accepted) {
        this.accepted = accepted;
    }

    /** What is accepted, in words. */
    public String accepted() {
        return accepted;
    }

    /** The value as JDBC takes it; throws a {@link RuntimeException} of Java's parsers when it is none of this type. */
    Object parse(Object value) {
        String text = Values.isScalar(value) ? value.toString() : "";
        return switch (this) {
            case TEXT -> String.class.cast(value);
            case INTEGER -> Long.valueOf(text);
            case NUMBER -> Values.bounded(new BigDecimal(text));
            case BOOLEAN -> bool(text);
            case INSTANT -> Instant.parse(text).atOffset(ZoneOffset.UTC);
            case DATE -> LocalDate.parse(text);
            case UUID -> uuid(text);
        };
    }

    private static Boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return Boolean.valueOf(text);
    }

    private static UUID uuid(String text) {
        UUID parsed = java.util.UUID.fromString(text);
        // Java also reads 1-1-1-1-1.
        if (text.length() != 36) {
            throw new IllegalArgumentException("not 36 characters");
        }
        return parsed;
    }
}
