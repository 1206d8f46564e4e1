package dev.cleanup.jdbc.internal.sql;

import java.util.List;

/** An array as PostgreSQL reads it from text. */
final class ArrayText {
    private ArrayText() {}

    static String of(List<String> elements) {
        StringBuilder literal = new StringBuilder("{");
        for (String element : elements) {
            String escaped = element.replace("\\", "\\\\").replace("\"", "\\\"");
            literal.append(literal.length() == 1 ? "\"" : ",\"").append(escaped).append('"');
        }
        return literal.append('}').toString();
    }
}
