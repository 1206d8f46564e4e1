package dev.cleanup.servlet.internal.http;

import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a request: one JSON object of a bounded size and depth, in UTF-8, without a member twice. */
final class JsonBody {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_DEPTH = 16;
    static final int MAX_DIGITS = 1_000;

    private final JsonProvider provider;
    private final JsonReaderFactory readers;

    JsonBody(JsonProvider provider) {
        this.provider = provider;
        this.readers = provider.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
    }

    /**
     * The body; empty when the request has none.
     *
     * @throws Problem 413 when it is too long, 415 when it is not JSON by its type, 400 when it is not a JSON object
     */
    Optional<JsonObject> read(HttpServletRequest request, boolean accepted) {
        if (!accepted) {
            refuse(request);
            return Optional.empty();
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = bytes(request, MAX_BYTES + 1);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        if (!isJson(request.getContentType())) {
            throw Problem.unsupportedMediaType("Send the body as application/json in UTF-8.");
        }
        return Optional.of(parse(bytes));
    }

    /** A body would be ignored, and with it a plan that somebody put there: an apply would become an execute. */
    private static void refuse(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length > 0 || (length < 0 && bytes(request, 1).length > 0)) {
            throw Problem.badRequest("Send parameters in the query string, and no body.");
        }
    }

    private static Problem tooLarge() {
        return Problem.tooLarge("The body may have up to " + MAX_BYTES / 1024 + " kB.");
    }

    private static byte[] bytes(HttpServletRequest request, int most) {
        try {
            return request.getInputStream().readNBytes(most);
        } catch (IOException lost) {
            throw Problem.badRequest("The body broke off.");
        }
    }

    private static boolean isJson(String type) {
        return type != null
                && type.toLowerCase(Locale.ROOT).replace(" ", "").matches("application/json(;charset=\"?utf-8\"?)?");
    }

    private JsonObject parse(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            checkBounds(bytes);
            try (JsonReader reader = readers.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
                if (reader.readValue() instanceof JsonObject object) {
                    return object;
                }
            }
        } catch (CharacterCodingException | JsonException malformed) {
            throw Problem.badRequest("The body is not well-formed JSON, or has a member twice.");
        }
        throw Problem.badRequest("The body must be one JSON object, such as {\"dryRun\": true}.");
    }

    private void checkBounds(byte[] bytes) {
        int depth = 0;
        try (JsonParser parser = provider.createParserFactory(Map.of())
                .createParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case VALUE_NUMBER -> checkNumber(parser.getString());
                    default -> {}
                }
                if (depth > MAX_DEPTH) {
                    throw Problem.badRequest("The body may be nested up to " + MAX_DEPTH + " levels.");
                }
            }
        }
    }

    /** The parser's own exceptions for these are no JsonException; and a number is made of its text before anybody has asked for it. */
    private static void checkNumber(String text) {
        try {
            if (text.length() <= MAX_DIGITS) {
                new BigDecimal(text);
                return;
            }
        } catch (NumberFormatException exponent) {
            // Too large for Java.
        }
        throw Problem.badRequest("A number may have up to " + MAX_DIGITS + " digits, and an exponent of up to 9.");
    }
}
