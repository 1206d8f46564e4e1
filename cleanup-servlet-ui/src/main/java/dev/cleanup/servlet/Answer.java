package dev.cleanup.servlet;

import jakarta.json.stream.JsonGenerator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What goes back to the caller.
 *
 * @param status the HTTP status
 * @param type the media type, without parameters
 * @param headers what to send beside those that every answer has
 * @param body writes one JSON object; called once
 */
record Answer(int status, String type, Map<String, String> headers, Consumer<JsonGenerator> body) {
    private static final int OK = 200;

    /** The request was done. */
    static Answer ok(Consumer<JsonGenerator> body) {
        return new Answer(OK, "application/json", Map.of(), body);
    }
}
