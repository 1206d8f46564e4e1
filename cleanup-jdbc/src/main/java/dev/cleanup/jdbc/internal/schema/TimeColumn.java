package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The column that says when a row's age began, and its bounds as values to compare it with. Around a change of a zone's offset one local time
 * can mean two instants or none: the row then counts as the younger one and stays up to an hour longer. For the same reason a date stands for
 * the end of its day: nobody knows when on that day it was.
 *
 * @param column the column
 * @param zone whose local times a column without a zone holds
 */
public record TimeColumn(Column column, Kind kind, ZoneId zone) {
    /** No zone has skipped or repeated more than a day. */
    private static final Duration LONGEST_CHANGE = Duration.ofDays(1);

    /** What the column holds. */
    public enum Kind {
        INSTANT,
        LOCAL_DATE_TIME,
        LOCAL_DATE;

        private static Optional<Kind> of(String type) {
            return switch (type) {
                case "timestamptz", "TIMESTAMP WITH TIME ZONE" -> Optional.of(INSTANT);
                case "timestamp", "TIMESTAMP" -> Optional.of(LOCAL_DATE_TIME);
                case "date", "DATE" -> Optional.of(LOCAL_DATE);
                default -> Optional.empty();
            };
        }
    }

    /** Checks that the column holds times and that a zone is given exactly when it has none. */
    public static TimeColumn of(Column column, Optional<ZoneId> zone) {
        Kind kind = Kind.of(column.type())
                .orElseThrow(() -> new ConfigurationException(
                        "timestamp",
                        column.name(),
                        "the column is of type " + column.type()
                                + "; accepted are timestamp with time zone, timestamp and date"));
        if (kind == Kind.INSTANT) {
            zone.ifPresent(given -> {
                throw new ConfigurationException(
                        "zone", given, "the column " + column.name() + " has a time zone of its own; leave it out");
            });
            return new TimeColumn(column, kind, ZoneOffset.UTC);
        }
        ZoneId declared = zone.orElseThrow(() -> new ConfigurationException(
                "zone",
                "",
                "the column " + column.name() + " is of type " + column.type()
                        + " without time zone; accepted is the zone its values are meant in, such as ZoneOffset.UTC"));
        return new TimeColumn(column, kind, declared);
    }

    /** The greatest value that is certainly not after this instant. */
    public Object upTo(Instant instant) {
        Object value = value(instant, Comparator.<ZoneOffset>naturalOrder().reversed());
        return value instanceof LocalDate day ? day.minusDays(1) : value;
    }

    /** The greatest value that is perhaps not after this instant. */
    public Object perhapsUpTo(Instant instant) {
        return value(instant, Comparator.naturalOrder());
    }

    /** The least value that is certainly not before this instant. */
    public Object from(Instant instant) {
        return kind == Kind.LOCAL_DATE
                ? ((LocalDate) perhapsUpTo(instant.minusNanos(1))).plusDays(1)
                : perhapsUpTo(instant);
    }

    /** Offsets sort from the largest to the smallest; the first in this order counts. */
    private Object value(Instant instant, Comparator<ZoneOffset> order) {
        // Finer than a database's microsecond, a value would be rounded, perhaps up.
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        ZoneOffset offset = Stream.of(micros.minus(LONGEST_CHANGE), micros, micros.plus(LONGEST_CHANGE))
                .map(zone.getRules()::getOffset)
                .min(order)
                .orElseThrow();
        return switch (kind) {
            case INSTANT -> micros.atOffset(ZoneOffset.UTC);
            case LOCAL_DATE_TIME -> LocalDateTime.ofInstant(micros, offset);
            case LOCAL_DATE -> LocalDateTime.ofInstant(micros, offset).toLocalDate();
        };
    }

    /** The instant of a value that is not null; of two the later one. */
    public Instant read(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case INSTANT -> row.getObject(index, OffsetDateTime.class).toInstant();
            case LOCAL_DATE_TIME -> later(row.getObject(index, LocalDateTime.class));
            case LOCAL_DATE ->
                later(row.getObject(index, LocalDate.class).plusDays(1).atStartOfDay());
        };
    }

    Instant later(LocalDateTime local) {
        return ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
    }
}
