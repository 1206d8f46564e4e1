package dev.cleanup.docker.internal.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads answers. What would let something go if it were left out has to be there, of the type that the API says: otherwise the answer is malformed. A
 * list or labels that are null are none, as the engine means it; the rest may be missing, and then keeps.
 */
public final class Json {
    /** Names of labels are text from outside: a long one must not make a whole answer unreadable. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(StreamReadConstraints.DEFAULT_MAX_STRING_LEN)
                    .build())
            .build());

    private Json() {}

    /** An answer that is not what the API says; nothing is concluded from it. */
    public static class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        public Malformed(String message) {
            super(message);
        }
    }

    /** Makes something of one object. */
    public interface Reader<T> {
        T read(JsonNode object) throws Malformed;
    }

    /** The one object that the answer is. */
    public static JsonNode object(String body) throws IOException {
        return object(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode object(InputStream body) throws IOException {
        return object(body, parser -> MAPPER.readTree(parser));
    }

    /** What is wanted of it. */
    static JsonNode object(InputStream body, Fields wanted) throws IOException {
        return object(body, parser -> wanted.read(parser, MAPPER));
    }

    private interface Reading {
        JsonNode read(JsonParser parser) throws IOException;
    }

    private static JsonNode object(InputStream body, Reading reading) throws IOException {
        try (JsonParser parser = MAPPER.createParser(body)) {
            expect(parser, JsonToken.START_OBJECT, "not an object");
            JsonNode node = reading.read(parser);
            expectEnd(parser);
            return node;
        } catch (JsonProcessingException broken) {
            throw new Malformed("not JSON");
        }
    }

    /** Each object of the array that the answer is; read one after the other, so that a long list takes little memory. */
    static <T> List<T> each(InputStream body, Reader<T> reader) throws IOException {
        return each(body, reader, parser -> MAPPER.readTree(parser));
    }

    /** What is wanted of each. */
    static <T> List<T> each(InputStream body, Reader<T> reader, Fields wanted) throws IOException {
        return each(body, reader, parser -> wanted.read(parser, MAPPER));
    }

    private static <T> List<T> each(InputStream body, Reader<T> reader, Reading reading) throws IOException {
        List<T> all = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(body)) {
            expect(parser, JsonToken.START_ARRAY, "not a list");
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                all.add(reader.read(reading.read(parser)));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new Malformed("a list that holds something else than objects, or is cut off");
            }
            expectEnd(parser);
            return all;
        } catch (JsonProcessingException broken) {
            throw new Malformed("not JSON");
        }
    }

    private static void expect(JsonParser parser, JsonToken token, String otherwise) throws IOException {
        if (parser.nextToken() != token) {
            throw new Malformed(otherwise);
        }
    }

    /** Reads up to the last byte, so that an answer that was cut off is noticed, and its connection can be used again. */
    private static void expectEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new Malformed("an answer that goes on behind its end");
        }
    }

    /** Each object of an array within an object; a list that is null is empty, as the engine means it. */
    public static <T> List<T> each(JsonNode object, String field, Reader<T> reader) throws Malformed {
        JsonNode array = object.path(field);
        List<T> all = new ArrayList<>();
        if (!array.isArray() && !array.isNull()) {
            throw new Malformed("no list '" + field + "'");
        }
        for (JsonNode element : array) {
            all.add(reader.read(element));
        }
        return all;
    }

    /** Text that has to be there. */
    public static String text(JsonNode object, String field) throws Malformed {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Malformed("no '" + field + "'");
        }
        return value.textValue();
    }

    /** Text that may be missing. */
    public static Optional<String> optionalText(JsonNode object, String field) {
        return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isEmpty());
    }

    /** An object within an object, which has to be there; null is an empty one. */
    public static JsonNode within(JsonNode object, String field) throws Malformed {
        JsonNode value = object.path(field);
        if (!value.isObject() && !value.isNull()) {
            throw new Malformed("no object '" + field + "'");
        }
        return value;
    }

    /** Text with text, such as labels; null is none. It cannot be changed, so that whoever keeps it needs no copy. */
    public static Map<String, String> texts(JsonNode object, String field) throws Malformed {
        Map<String, String> all = new HashMap<>();
        within(object, field)
                .properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText("")));
        return Map.copyOf(all);
    }

    /** Those texts of a list that are wanted; the list has to be there, null is none. */
    public static List<String> texts(JsonNode object, String field, Predicate<String> wanted) throws Malformed {
        JsonNode array = object.path(field);
        if (!array.isArray() && !array.isNull()) {
            throw new Malformed("no list '" + field + "'");
        }
        return list(object, field).stream().filter(wanted).toList();
    }

    /** All texts of a list; null is none. */
    public static List<String> list(JsonNode object, String field) {
        List<String> all = new ArrayList<>();
        object.path(field).forEach(element -> all.add(element.asText("")));
        return all;
    }

    /** The engine's filters: each by its name, with the values that it accepts. */
    public static String filters(Map<String, List<String>> filters) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(filters).forEach((name, values) -> {
            ArrayNode array = object.putArray(name);
            values.forEach(array::add);
        });
        return object.toString();
    }
}
