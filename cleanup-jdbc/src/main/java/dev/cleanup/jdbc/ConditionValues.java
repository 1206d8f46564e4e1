package dev.cleanup.jdbc;

import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of a condition in types that both drivers take. */
final class ConditionValues {
    private ConditionValues() {}

    static List<Object> of(String setting, Operator operator, @Nullable Object value) {
        if (operator != Operator.IN) {
            return List.of(bindable(setting, value));
        }
        if (!(value instanceof Collection<?> several) || several.isEmpty()) {
            throw new ConfigurationException(
                    setting + " IN", String.valueOf(value), "accepted is a collection that is not empty");
        }
        return several.stream().map(one -> bindable(setting, one)).toList();
    }

    private static Object bindable(String setting, @Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value == null || !isPlain(value)) {
            throw new ConfigurationException(
                    setting,
                    value == null ? "null" : value.getClass().getName(),
                    "accepted are text, numbers, booleans, UUIDs, enums and the types of java.time; for null there is whereNull");
        }
        return value;
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof OffsetDateTime
                || value instanceof LocalDateTime
                || value instanceof LocalDate;
    }
}
