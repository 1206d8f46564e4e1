package dev.cleanup.docker.internal.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * What of an object is wanted, where an engine tells far more than anybody asks for. The rest is read over, so that an answer that is broken there is
 * noticed all the same.
 *
 * @param names of fields
 * @param levels on how many levels of objects within objects only these are kept; what is below is kept as it is
 */
public record Fields(Set<String> names, int levels) {

    JsonNode read(JsonParser parser, ObjectMapper mapper) throws IOException {
        ObjectNode object = mapper.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!names.contains(name)) {
                parser.skipChildren();
            } else if (levels > 1 && value == JsonToken.START_OBJECT) {
                object.set(name, new Fields(names, levels - 1).read(parser, mapper));
            } else {
                object.set(name, mapper.<JsonNode>readTree(parser));
            }
        }
        return object;
    }
}
