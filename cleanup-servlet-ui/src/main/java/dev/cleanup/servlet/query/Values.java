package dev.cleanup.servlet.query;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of the values that callers bind. */
final class Values {
    /** The most bytes of a string, in UTF-8. */
    static final int MAX_TEXT_BYTES = 10_000;

    /** The most values of one query. */
    static final int MAX_COUNT = 100;

    /** A number of a billion digits can be written in twelve characters. */
    private static final int MAX_DIGITS = 1_000;

    private Values() {}

    /** Whether it is one of the types of JSON that can be bound. */
    static boolean isScalar(@Nullable Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof Boolean;
    }

    /** Refuses what is none of these types or so large that it would harm. */
    static void check(String what, Object value) {
        if (!isScalar(value)) {
            throw QueryException.badParameter(
                    what + " is " + kind(value) + "; accepted are a string, a number, true and false");
        }
        if (value instanceof String text) {
            checkText(what, text);
        }
        if (value instanceof BigDecimal number && !isBounded(number)) {
            throw QueryException.badParameter(what + " has more than " + MAX_DIGITS + " digits");
        }
    }

    /** Refuses too many values, and those that cannot be bound. */
    static void check(List<? extends @Nullable Object> values) {
        if (values.size() > MAX_COUNT) {
            throw QueryException.badParameter("there are more than " + MAX_COUNT + " values");
        }
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                check("value " + (i + 1), value);
            }
        }
    }

    private static void checkText(String what, String text) {
        if (text.length() > MAX_TEXT_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            throw QueryException.badParameter(what + " is longer than " + MAX_TEXT_BYTES + " bytes");
        }
        if (text.indexOf('\0') >= 0) {
            throw QueryException.badParameter(what + " holds the character NUL");
        }
    }

    /** The number itself, when it has a sensible count of digits. */
    static BigDecimal bounded(BigDecimal number) {
        if (!isBounded(number)) {
            throw new IllegalArgumentException("too many digits");
        }
        return number;
    }

    private static boolean isBounded(BigDecimal number) {
        return number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
    }

    /** The type in the words of JSON, for messages and the audit, which must not have the value. */
    static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "a boolean" : "a value of another type";
    }
}
