package dev.cleanup.servlet.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query string. {@code getParameter} is not used: it mixes in the fields of a form's body, takes the first of
 * several, and leaves unknown ones unseen.
 */
public record Query(Map<String, String> values) {
    /** As long as the longest id of a finding. */
    private static final int MAX_TEXT = 1_024;

    /**
     * Reads a query string.
     *
     * @param accepted the names that may occur; a mistyped one must not pass for an absent one
     * @throws Problem 400 for unknown, repeated, empty and malformed parameters
     */
    static Query parse(@Nullable String text, Set<String> accepted) {
        Map<String, String> values = new HashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                add(pair, accepted, values);
            }
        }
        return new Query(Map.copyOf(values));
    }

    private static void add(String pair, Set<String> accepted, Map<String, String> values) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!accepted.contains(name)) {
            throw Problem.badRequest("There is no parameter '" + Printable.clean(name) + "' here.");
        }
        if (value.isBlank()) {
            throw Problem.badRequest("The parameter '" + name + "' is empty.");
        }
        if (values.putIfAbsent(name, value) != null) {
            throw Problem.badRequest("The parameter '" + name + "' is given more than once.");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest("The query string has a malformed percent escape.");
        }
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A whole number.
     *
     * @param most what larger numbers count as
     * @throws Problem 400 when it is no number from {@code least} on
     */
    public int number(String name, int least, int absent, int most) {
        Optional<String> text = value(name);
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.get().matches("[0-9]{1,18}") || Long.parseLong(text.get()) < least) {
            throw Problem.badRequest("The parameter '" + name + "' accepts a whole number from " + least + ".");
        }
        return (int) Math.min(Long.parseLong(text.get()), most);
    }

    /**
     * One of some words.
     *
     * @throws Problem 400 when it is another one
     */
    public Optional<String> oneOf(String name, Collection<String> accepted) {
        Optional<String> word = value(name);
        if (word.isPresent() && !accepted.contains(word.get())) {
            throw Problem.badRequest("The parameter '" + name + "' accepts "
                    + accepted.stream().sorted().toList() + ".");
        }
        return word;
    }

    /**
     * A text of up to {@value #MAX_TEXT} characters.
     *
     * @throws Problem 400 when it is longer
     */
    public Optional<String> text(String name) {
        Optional<String> text = value(name);
        if (text.isPresent() && text.get().length() > MAX_TEXT) {
            throw Problem.badRequest("The parameter '" + name + "' accepts up to " + MAX_TEXT + " characters.");
        }
        return text;
    }
}
