package dev.cleanup.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** See {@link Schedule#cron}. */
final class Cron implements Schedule {
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
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return ExecutionTime.forCron(parser.parse(expression));
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
        return next.map(ZonedDateTime::toInstant).orElse(Instant.MAX);
    }

    @Override
    public String describe() {
        return "cron " + expression + " (" + zone + ")";
    }
}
