package dev.cleanup.docker.wire;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came over the wire.
 *
 * @param method as it was sent
 * @param target the path with its query, to the letter
 * @param headers by their names in lower case
 * @param body what came behind them
 */
record Asked(String method, String target, Map<String, String> headers, String body) {
    Asked {
        headers = Map.copyOf(headers);
    }

    /** Reads a request's head: everything before the empty line. */
    static Asked head(String text) {
        String[] lines = text.split("\r\n", 0);
        String[] first = lines[0].split(" ", 0);
        Map<String, String> headers = new TreeMap<>();
        for (int index = 1; index < lines.length; index++) {
            int colon = lines[index].indexOf(':');
            headers.put(
                    lines[index].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[index].substring(colon + 1).strip());
        }
        return new Asked(first[0], first[1], headers, "");
    }

    Asked with(String text) {
        return new Asked(method, target, headers, text);
    }

    /** Method and target: what a test expects. */
    String line() {
        return method + " " + target;
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    boolean removes() {
        return !method.equals("GET");
    }
}
