package dev.cleanup.servlet.internal.http;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes JSON so that no terminal and no editor is fooled by it: control, format and direction characters go out as {@code \\uXXXX}, which
 * every parser reads as the same text. JSON itself is ASCII outside of its strings, so what needs this is always inside one.
 */
final class EscapingWriter extends Writer {
    private final Writer out;

    EscapingWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        int end = offset + length;
        int plain = offset;
        for (int i = offset; i < end; i++) {
            if (text[i] >= 0x7f && hidden(text[i])) {
                out.write(text, plain, i - plain);
                escape(text[i]);
                plain = i + 1;
            }
        }
        out.write(text, plain, end - plain);
    }

    private static boolean hidden(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private void escape(char c) throws IOException {
        String hex = Integer.toHexString(c);
        out.write("\\u" + "0".repeat(4 - hex.length()) + hex);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
