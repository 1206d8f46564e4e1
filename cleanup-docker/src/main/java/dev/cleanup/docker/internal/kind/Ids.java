package dev.cleanup.docker.internal.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cleanup.docker.internal.engine.Json;
import java.util.regex.Pattern;

/** Ids become parts of paths as they are, so each has to be of the full form: a name or a prefix could mean another one, a slash another thing. */
final class Ids {
    private static final Pattern FULL = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final Pattern CACHE = Pattern.compile("[0-9a-z]{8,80}");

    private Ids() {}

    /** An answer with something that is no id. */
    static final class NoId extends Json.Malformed {
        private static final long serialVersionUID = 1L;

        NoId(String field) {
            super("'" + field + "' is not an id in full");
        }
    }

    /** A container's or a network's. */
    static String full(JsonNode object, String field) throws Json.Malformed {
        return matching(FULL, object, field);
    }

    /** An image's. */
    static String digest(JsonNode object, String field) throws Json.Malformed {
        return matching(DIGEST, object, field);
    }

    /** A volume's, which is its name. */
    static String volume(JsonNode object, String field) throws Json.Malformed {
        return matching(VOLUME, object, field);
    }

    /** A build cache record's. */
    static String cache(JsonNode object, String field) throws Json.Malformed {
        return matching(CACHE, object, field);
    }

    static boolean isFull(String text) {
        return FULL.matcher(text).matches();
    }

    private static String matching(Pattern form, JsonNode object, String field) throws Json.Malformed {
        String text = Json.text(object, field);
        if (!form.matcher(text).matches()) {
            throw new NoId(field);
        }
        return text;
    }
}
