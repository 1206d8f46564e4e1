package dev.cleanup.jdbc.internal.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The little JSON that the files hold: an object of texts, nulls and lists of texts on a line of its own. */
final class Json {
    private final String line;
    private int at;

    private Json(String line) {
        this.line = line;
    }

    /** An object on one line; halves of a surrogate pair are escaped, since UTF-8 knows none. */
    static String write(Map<String, ? extends @Nullable Object> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            text(json, name);
            value(json.append(':'), value);
        });
        return json.append('}').toString();
    }

    private static void value(StringBuilder json, @Nullable Object value) {
        if (value instanceof List<?> list) {
            String separator = "[";
            for (Object one : list) {
                text(json.append(separator), String.valueOf(one));
                separator = ",";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else if (value == null) {
            json.append("null");
        } else {
            text(json, value.toString());
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char one = text.charAt(index);
            if (one == '"' || one == '\\') {
                json.append('\\').append(one);
            } else if (one < ' ' || Character.isSurrogate(one)) {
                json.append(String.format("\\u%04x", (int) one));
            } else {
                json.append(one);
            }
        }
        json.append('"');
    }

    /** The members of an object, each a text, null or a list of texts. */
    static Map<String, @Nullable Object> read(String line) throws IOException {
        Json json = new Json(line);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        json.expect('{');
        while (!json.skip('}')) {
            String name = json.text();
            json.expect(':');
            members.put(name, json.value());
            json.skip(',');
        }
        return members;
    }

    private @Nullable Object value() throws IOException {
        if (line.startsWith("null", at)) {
            at += "null".length();
            return null;
        }
        if (!skip('[')) {
            return text();
        }
        List<String> list = new ArrayList<>();
        while (!skip(']')) {
            list.add(text());
            skip(',');
        }
        return list;
    }

    private String text() throws IOException {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (!skip('"')) {
            char one = next();
            text.append(one == '\\' ? escaped() : one);
        }
        return text.toString();
    }

    private char escaped() throws IOException {
        char one = next();
        if (one != 'u') {
            return one;
        }
        if (at + 4 > line.length()) {
            throw broken();
        }
        at += 4;
        return (char) Integer.parseInt(line, at - 4, at, 16);
    }

    private char next() throws IOException {
        if (at == line.length()) {
            throw broken();
        }
        return line.charAt(at++);
    }

    private boolean skip(char one) {
        boolean there = at < line.length() && line.charAt(at) == one;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char one) throws IOException {
        if (!skip(one)) {
            throw broken();
        }
    }

    /** The line itself may hold a row. */
    private static IOException broken() {
        return new IOException("a line is not as it was written");
    }
}
