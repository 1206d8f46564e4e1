package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write and read them: {@code 7d}, "9 d ago". */
final class Span {
    static final long MAX_DAYS = 36_500;

    private static final Duration MAX = Duration.ofDays(MAX_DAYS);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ?(d|h|min|s)");

    private Span() {}

    static Duration check(String setting, Duration span) {
        if (span.isZero() || span.isNegative() || span.compareTo(MAX) > 0) {
            throw new ConfigurationException(setting, span, accepted());
        }
        return span;
    }

    static Duration parse(String setting, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new ConfigurationException(setting, text, accepted());
        }
        try {
            Duration span = Unit.of(form.group(2)).length.multipliedBy(Long.parseLong(form.group(1)));
            return check(setting, span);
        } catch (ArithmeticException | ConfigurationException outOfRange) {
            throw new ConfigurationException(setting, text, accepted());
        }
    }

    private static String accepted() {
        return "accepted is a span with a unit (d, h, min, s), more than zero and at most " + MAX_DAYS
                + "d, such as 7d or 12h";
    }

    /** The span in the largest unit that holds it exactly: "7 d", "36 h". */
    static String exact(Duration span) {
        for (Unit unit : Unit.values()) {
            long count = span.dividedBy(unit.length);
            if (unit.length.multipliedBy(count).equals(span)) {
                return count + " " + unit.symbol;
            }
        }
        return span.toString();
    }

    /** The span in its largest unit, rounded down: "9 d", "5 h". */
    static String rounded(Duration span) {
        for (Unit unit : Unit.values()) {
            if (span.compareTo(unit.length) >= 0) {
                return span.dividedBy(unit.length) + " " + unit.symbol;
            }
        }
        return "0 s";
    }

    /** Largest first. */
    private enum Unit {
        DAYS("d", Duration.ofDays(1)),
        HOURS("h", Duration.ofHours(1)),
        MINUTES("min", Duration.ofMinutes(1)),
        SECONDS("s", Duration.ofSeconds(1));

        private final String symbol;
        private final Duration length;

        Unit(String symbol, Duration length) {
            this.symbol = symbol;
            this.length = length;
        }

        static Unit of(String symbol) {
            return Arrays.stream(values())
                    .filter(unit -> unit.symbol.equals(symbol))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
