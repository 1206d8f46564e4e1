package dev.cleanup.servlet.internal.http;

import jakarta.json.stream.JsonGenerator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What goes back to the caller.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param headers what to send beside, or instead of, the headers that every answer has
 * @param tagged whether the body is small and asked for again and again, and therefore gets an ETag
 * @param content the body
 */
public record Answer(int status, String type, Map<String, String> headers, boolean tagged, Content content) {
    public static final String JSON = "application/json;charset=utf-8";

    /** An answer of which it is not worth asking whether it has changed. */
    public static Answer of(int status, String type, Content content) {
        return new Answer(status, type, Map.of(), false, content);
    }

    /** The request was done. */
    public static Answer ok(Consumer<JsonGenerator> body) {
        return of(200, JSON, Content.json(body));
    }

    /** The request was done; the answer is the same as long as nothing happens. */
    public static Answer tagged(Consumer<JsonGenerator> body) {
        return new Answer(200, JSON, Map.of(), true, Content.json(body));
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new Answer(status, type, all, tagged, content);
    }
}
