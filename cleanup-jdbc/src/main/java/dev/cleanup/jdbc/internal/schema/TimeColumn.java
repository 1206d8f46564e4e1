package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
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
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The column that says when a row's age began, and its bounds as values to compare it with: exact ones, since every value stands for one
 * instant, and a greater value never for an earlier one. A date stands for the last microsecond of its day, and a local time that comes twice
 * for the later one, because in doubt a row is younger; a local time that the clocks skip stands for the moment they are set forward.
 *
 * @param column the column
 * @param zone whose local times a column without a zone holds
 */
public record TimeColumn(Column column, Kind kind, ZoneId zone) {
    private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

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

    /** The greatest value that is not after this instant. */
    public Object upTo(Instant instant) {
        // Finer than a database's microsecond, a value would be rounded, perhaps up.
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return switch (kind) {
            case INSTANT -> micros.atOffset(ZoneOffset.UTC);
            case LOCAL_DATE_TIME -> localUpTo(micros);
            case LOCAL_DATE -> localUpTo(micros.plus(MICROSECOND)).toLocalDate().minusDays(1);
        };
    }

    /** The greatest value that somebody may have written by this instant: today's date, although the day has not ended. */
    public Object writtenBy(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return switch (kind) {
            case INSTANT -> micros.atOffset(ZoneOffset.UTC);
            case LOCAL_DATE_TIME -> LocalDateTime.ofInstant(micros, zone);
            case LOCAL_DATE -> LocalDate.ofInstant(micros, zone);
        };
    }

    /** In the first pass of an hour that comes twice, all of its times are still to come. */
    private LocalDateTime localUpTo(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return later(local).isAfter(instant)
                ? zone.getRules().getTransition(local).getDateTimeAfter().minus(MICROSECOND)
                : local;
    }

    /** The least value that is not before this instant. */
    public Object from(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        Instant before = micros.minus(MICROSECOND);
        return switch (kind) {
            case INSTANT -> micros.atOffset(ZoneOffset.UTC);
            case LOCAL_DATE_TIME -> localUpTo(before).plus(MICROSECOND);
            case LOCAL_DATE -> ((LocalDate) upTo(before)).plusDays(1);
        };
    }

    /** Whether values are instants in the order of their own, which is so unless clocks are changed. */
    public boolean isSteady() {
        return kind == Kind.INSTANT || zone.getRules().isFixedOffset();
    }

    /** Whether {@link #local} can be said in SQL. */
    public boolean hasLocal(Dialect dialect, ZoneId of) {
        return kind == Kind.INSTANT
                || (isSteady()
                        && (of.getRules().isFixedOffset()
                                || dialect.instant("", ZoneOffset.UTC).isPresent()));
    }

    /** What the clocks of another zone show at the time of this column. */
    public Sql local(Dialect dialect, ZoneId of) {
        if (kind == Kind.INSTANT) {
            return dialect.atZone(Sql.of(column.sql()), of);
        }
        String own = kind == Kind.LOCAL_DATE ? dialect.endOf(column.sql()) : column.sql();
        ZoneOffset offset = zone.getRules().getOffset(Instant.EPOCH);
        if (of.getRules().isFixedOffset()) {
            int ahead = of.getRules().getOffset(Instant.EPOCH).getTotalSeconds() - offset.getTotalSeconds();
            return dialect.plusSeconds(own, ahead);
        }
        return dialect.atZone(dialect.instant(own, offset).orElseThrow(), of);
    }

    /** The instant of a value that is not null. */
    public Instant read(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case INSTANT -> row.getObject(index, OffsetDateTime.class).toInstant();
            case LOCAL_DATE_TIME -> later(row.getObject(index, LocalDateTime.class));
            case LOCAL_DATE -> endOf(row.getObject(index, LocalDate.class));
        };
    }

    /** The first instant that no value below this one, which is not null, stands for. */
    public Instant end(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case INSTANT -> row.getObject(index, OffsetDateTime.class).toInstant();
            case LOCAL_DATE_TIME -> endOf(row.getObject(index, LocalDateTime.class));
            case LOCAL_DATE -> later(row.getObject(index, LocalDate.class).atStartOfDay());
        };
    }

    Instant endOf(LocalDateTime bound) {
        return later(bound.minus(MICROSECOND)).plus(MICROSECOND);
    }

    /** A value that is not null, as text that {@link #parse} reads. */
    public String text(ResultSet row, int index) throws SQLException {
        return switch (kind) {
            case INSTANT ->
                row.getObject(index, OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toString();
            case LOCAL_DATE_TIME -> row.getObject(index, LocalDateTime.class).toString();
            case LOCAL_DATE -> row.getObject(index, LocalDate.class).toString();
        };
    }

    /** The value of such a text, to compare the column with. */
    public Object parse(String text) {
        return switch (kind) {
            case INSTANT -> OffsetDateTime.parse(text);
            case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
            case LOCAL_DATE -> LocalDate.parse(text);
        };
    }

    Instant endOf(LocalDate day) {
        return later(day.plusDays(1).atStartOfDay()).minus(MICROSECOND);
    }

    Instant later(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
    }
}
