package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spans of time as people write and read them: {@code 7d}, "9 d ago". Units are mandatory. */
final class SpanText {
    static final String ACCEPTED =
            "accepted is a span with a unit (y, mo, d, h, min, s, ms), more than zero and at most " + Span.MAX_DAYS
                    + "d, such as 7d, 12h or 1y6mo";

    private static final String FOREVER = "forever";
    private static final Pattern FORM = Pattern.compile(Stream.of("y", "mo", "d", "h", "min", "s", "ms")
            .map(unit -> "(?:(?<" + unit + ">[0-9]{1,9}) ?" + unit + ")?")
            .collect(Collectors.joining()));

    private SpanText() {}

    static Span parse(String setting, String text) {
        if (text.strip().equals(FOREVER)) {
            return Span.FOREVER;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new ConfigurationException(setting, text, ACCEPTED);
        }
        try {
            return read(form);
        } catch (ArithmeticException | ConfigurationException outOfRange) {
            throw new ConfigurationException(setting, text, ACCEPTED);
        }
    }

    private static Span read(Matcher form) {
        long months = Math.addExact(Math.multiplyExact(count(form, "y"), 12), count(form, "mo"));
        Duration rest = Duration.ZERO;
        for (Unit unit : Unit.values()) {
            rest = rest.plus(unit.length.multipliedBy(count(form, unit.symbol)));
        }
        return new Span(months, rest);
    }

    private static long count(Matcher form, String unit) {
        String digits = form.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The span as exactly as it is: "7 d", "36 h", "1 y 6 mo". */
    static String words(Span span) {
        if (span.isForever()) {
            return FOREVER;
        }
        long years = span.months() / 12;
        long months = span.months() % 12;
        String words = (years > 0 ? years + " y " : "")
                + (months > 0 ? months + " mo " : "")
                + (span.rest().isZero() ? "" : exact(span.rest()));
        return words.strip();
    }

    /** In the largest unit that holds it exactly. */
    private static String exact(Duration span) {
        long millis = span.toMillis();
        Unit unit = Stream.of(Unit.values())
                .filter(each -> millis % each.length.toMillis() == 0)
                .findFirst()
                .orElseThrow();
        return millis / unit.length.toMillis() + " " + unit.symbol;
    }

    /** In its largest unit, rounded down: "9 d", "5 h". */
    static String rounded(Duration span) {
        for (Unit unit : Unit.values()) {
            if (unit != Unit.MILLIS && span.compareTo(unit.length) >= 0) {
                return span.toSeconds() / unit.length.toSeconds() + " " + unit.symbol;
            }
        }
        return "0 s";
    }

    /** Largest first. */
    private enum Unit {
        DAYS("d", Duration.ofDays(1)),
        HOURS("h", Duration.ofHours(1)),
        MINUTES("min", Duration.ofMinutes(1)),
        SECONDS("s", Duration.ofSeconds(1)),
        MILLIS("ms", Duration.ofMillis(1));

        private final String symbol;
        private final Duration length;

        Unit(String symbol, Duration length) {
            this.symbol = symbol;
            this.length = length;
        }
    }
}
