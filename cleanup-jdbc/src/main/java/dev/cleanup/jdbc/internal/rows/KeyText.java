package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row's key as an item's id and back: the text of its columns, joined by commas. A backslash stands before a comma or backslash of the text;
 * characters that cannot be seen are written as {@code \\uXXXX}, so that an id is never blank and cannot forge what is around it.
 */
final class KeyText {
    private static final char ESCAPE = '\\';
    private static final String NOTHING = "\\e";

    private KeyText() {}

    static String encode(Key key) {
        boolean composite = key.parts().size() > 1;
        List<String> parts =
                key.parts().stream().map(part -> encode(part, composite)).toList();
        String id = String.join(",", parts);
        return id.isEmpty() ? NOTHING : id;
    }

    private static String encode(String part, boolean composite) {
        boolean blank = part.isBlank();
        StringBuilder text = new StringBuilder(part.length());
        part.codePoints().forEach(point -> {
            if (blank || !visible(point)) {
                for (char unit : Character.toChars(point)) {
                    text.append(String.format("\\u%04x", (int) unit));
                }
            } else if (point == ESCAPE || (composite && point == ',')) {
                text.append(ESCAPE).append((char) point);
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The key with so many columns that has this id; empty when there is none. */
    static Optional<Key> decode(String id, int columns) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int at = 0;
        while (at < id.length()) {
            char next = id.charAt(at);
            if (next == ',' && columns > 1) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (next == ESCAPE) {
                int length = escaped(id, at, part);
                if (length == 0) {
                    return Optional.empty();
                }
                at += length;
            } else {
                part.append(next);
            }
            at++;
        }
        parts.add(part.toString());
        return parts.size() == columns ? Optional.of(new Key(parts)) : Optional.empty();
    }

    /** Appends what the escape stands for; how many characters it has behind the backslash, 0 when it is none. */
    private static int escaped(String id, int at, StringBuilder part) {
        if (at + 1 == id.length()) {
            return 0;
        }
        char kind = id.charAt(at + 1);
        if (kind == ESCAPE || kind == ',') {
            part.append(kind);
            return 1;
        }
        if (kind == 'e') {
            return 1;
        }
        if (kind != 'u' || at + 6 > id.length()) {
            return 0;
        }
        try {
            part.append((char) Integer.parseInt(id, at + 2, at + 6, 16));
            return 5;
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
