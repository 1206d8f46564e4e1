package dev.cleanup.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** See {@link Schedule#cron}. */
final class Cron implements Schedule {
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;

    Cron(String expression, ZoneId zone) {
        this.expression = expression.strip();
        this.zone = zone;
        this.times = parse(this.expression);
        if (times.nextExecution(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, zone)).isEmpty()) {
            throw new ConfigurationException("cron", expression, "it never comes; accepted is a time that does");
        }
    }

    private static ExecutionTime parse(String expression) {
        try {
            if (!ASCII.matcher(expression).matches()) {
                throw new IllegalArgumentException("it has characters outside of ASCII");
            }
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            // Upper case, because the parser compares names in the default locale's: fri is FRİ in a Turkish one.
            return ExecutionTime.forCron(parser.parse(expression.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    "cron",
                    expression,
                    "accepted are five fields, minute hour day-of-month month day-of-week, such as 30 3 * * * ("
                            + malformed.getMessage() + ")");
        }
    }

    @Override
    public Instant next(Instant after) {
        Optional<ZonedDateTime> next = times.nextExecution(after.atZone(zone));
        if (next.isEmpty()) {
            return Instant.MAX;
        }
        Instant due = next.get().toInstant();
        return skippedUntil(after, due).orElse(due);
    }

    /** The end of the first change of the clock before {@code due} that skips a time which nothing makes up for. */
    private Optional<Instant> skippedUntil(Instant after, Instant due) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        while (change != null && change.getInstant().isBefore(due)) {
            if (change.isGap() && skips(change, due)) {
                return Optional.of(change.getInstant());
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private boolean skips(ZoneOffsetTransition gap, Instant due) {
        ZonedDateTime justBefore = gap.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC);
        Optional<LocalDateTime> skipped = times.nextExecution(justBefore).map(ZonedDateTime::toLocalDateTime);
        return skipped.filter(time -> time.isBefore(gap.getDateTimeAfter()))
                .filter(time -> time.toInstant(gap.getOffsetBefore()).isBefore(due))
                .isPresent();
    }

    @Override
    public String describe() {
        return "cron " + expression + " (" + zone + ")";
    }
}
