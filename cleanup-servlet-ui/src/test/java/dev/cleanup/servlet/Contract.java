package dev.cleanup.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The description of the API that is served, to which every answer in the tests is held. */
final class Contract {
    static final JsonNode DOCUMENT = read();

    /** What was asked and answered so far, such as {@code GET /status 200}. */
    static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Contract() {}

    private static JsonNode read() {
        try (var in = CleanupServlet.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The answer is one that the description names for this request, of the type and the shape it says. */
    static void check(String method, String path, Reply reply) {
        String template = template(path);
        JsonNode operation = DOCUMENT.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode() || !method.equals(method.toUpperCase(Locale.ROOT))) {
            return;
        }
        String what = method + " " + template + " " + reply.status();
        JsonNode response = resolve(operation.path("responses").path(String.valueOf(reply.status())));
        assertThat(response.isMissingNode())
                .as("openapi.json does not name " + what)
                .isFalse();
        SEEN.add(what);
        if (response.has("content")) {
            String type = reply.header("Content-Type").split(";", 2)[0];
            JsonNode schema = response.path("content").path(type).path("schema");
            assertThat(schema.isMissingNode()).as(what + " answers " + type).isFalse();
            if (type.endsWith("json")) {
                assertThat(violations(schema, reply.text())).as(what).isEmpty();
            }
        } else {
            assertThat(reply.text()).as(what).isEmpty();
        }
    }

    /** The path as the description writes it. */
    private static String template(String path) {
        String plain = path.replaceFirst("[?].*", "").replaceFirst("^$", "/");
        return plain.replaceFirst("^/runs/[^/]+", "/runs/{id}");
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Set<String> violations(JsonNode schema, String text) {
        ObjectNode root = MAPPER.createObjectNode();
        root.setAll((ObjectNode) schema);
        root.set("components", DOCUMENT.path("components"));
        JsonSchema validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        Set<String> messages = new TreeSet<>();
        try {
            for (ValidationMessage message : validator.validate(MAPPER.readTree(text))) {
                messages.add(message.getMessage());
            }
        } catch (JsonProcessingException malformed) {
            messages.add("malformed: " + malformed.getMessage());
        }
        return messages;
    }
}
