package dev.cleanup.docker.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What the engine said.
 *
 * @param status the HTTP status
 * @param body as it was sent
 */
public record Reply(int status, String body) {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;
    private static final int MOST_BODY = 1 << 20;
    private static final int MOST_WORDS = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    static Reply read(int status, InputStream body) throws IOException {
        return new Reply(status, new String(body.readNBytes(MOST_BODY), StandardCharsets.UTF_8).strip());
    }

    /** It was done, and nothing else can be meant. */
    public boolean done() {
        return status == NO_CONTENT;
    }

    /** There is an answer to be read. */
    public boolean ok() {
        return status == OK;
    }

    /** It is in use, or somebody is at it. */
    public boolean conflict() {
        return status == CONFLICT;
    }

    /** For people: the message of an error, or whatever else stands there, in one line that is not too long. */
    public String words() {
        return status + ": " + words(message());
    }

    /** Text from outside in one line that is not too long. */
    static String words(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "…" : line;
    }

    private String message() {
        try {
            return Json.optionalText(Json.object(body), "message").orElse(body);
        } catch (IOException other) {
            return body;
        }
    }
}
