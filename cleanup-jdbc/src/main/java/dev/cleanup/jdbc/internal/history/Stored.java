package dev.cleanup.jdbc.internal.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run holds, as values of columns and back. Notices and tags hold no control characters, so lines and tabs part them. */
final class Stored {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** A zero and half of a surrogate pair, which no database takes, and what could be mistaken for our escape of one. */
    private static final Pattern UNSTORABLE = Pattern.compile("\\x00|\\p{Cs}|\\\\(?=u)");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private Stored() {}

    /** Text that comes back as it was, whatever it holds: an id decides what a plan removes. */
    static String of(String text) {
        return UNSTORABLE.matcher(text).replaceAll(Stored::escape);
    }

    private static String escape(MatchResult found) {
        return Matcher.quoteReplacement(
                String.format("\\u%04x", (int) found.group().charAt(0)));
    }

    static String text(ResultSet row, String column) throws SQLException {
        return optionalText(row, column).orElse("");
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column))
                .map(text -> ESCAPE.matcher(text).replaceAll(Stored::unescape));
    }

    private static String unescape(MatchResult found) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16)));
    }

    /** To the microsecond, which both databases can hold; what is finer is cut off, so that a cutoff never gets later. */
    static OffsetDateTime of(Instant instant) {
        Instant early = instant.isBefore(EARLIEST) ? EARLIEST : instant;
        Instant within = early.isAfter(LATEST) ? LATEST : early;
        return within.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime of(Optional<Instant> instant) {
        return instant.map(Stored::of).orElse(null);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return optionalInstant(row, column).orElseThrow();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static String of(List<String> lines) {
        return of(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    static List<String> lines(ResultSet row, String column) throws SQLException {
        return text(row, column).lines().toList();
    }

    static String of(Map<String, String> tags) {
        return of(new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "\t" + tag.getValue())
                        .toList());
    }

    static String counts(Map<String, Long> counts) {
        return of(counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, count -> String.valueOf(count.getValue()))));
    }

    static Map<String, Long> counts(ResultSet row, String column) throws SQLException {
        return tags(row, column).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, count -> Long.parseLong(count.getValue())));
    }

    static Map<String, String> tags(ResultSet row, String column) throws SQLException {
        return lines(row, column).stream()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
