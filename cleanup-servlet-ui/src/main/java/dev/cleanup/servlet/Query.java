package dev.cleanup.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query string. {@code getParameter} is not used: it mixes in the fields of a form's body, takes the first of
 * several, and leaves unknown ones unseen.
 */
record Query(Map<String, String> values) {

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

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
