package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.internal.http.Query;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which part of a list is wanted.
 *
 * @param offset how many to pass by
 * @param limit the most to give
 */
record Page(int offset, int limit) {
    private static final int DEFAULT = 50;
    private static final int MOST = 200;
    private static final int MOST_OFFSET = 10_000_000;

    static Page of(Query query) {
        return new Page(query.number("offset", 0, 0, MOST_OFFSET), limit(query));
    }

    /** The most to give. */
    static int limit(Query query) {
        return query.number("limit", 1, DEFAULT, MOST);
    }

    /** Whether a table is wanted as a file instead. */
    static boolean csv(Query query) {
        return query.oneOf("format", Set.of("json", "csv"))
                .filter("csv"::equals)
                .isPresent();
    }

    <T> Stream<T> cut(List<T> all) {
        return all.stream().skip(offset).limit(limit);
    }

    void write(JsonGenerator json, int total) {
        json.write("total", total).write("offset", offset).write("limit", limit);
    }
}
