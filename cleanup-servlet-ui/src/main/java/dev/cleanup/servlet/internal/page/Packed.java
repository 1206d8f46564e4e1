package dev.cleanup.servlet.internal.page;

import java.util.stream.Collectors;

/** Script and styles without what only their authors need: comments that have lines of their own, indentation, empty lines. */
final class Packed {
    private Packed() {}

    static String lines(String text) {
        boolean[] inComment = {false};
        return text.lines()
                .map(String::strip)
                .filter(line -> keep(line, inComment))
                .collect(Collectors.joining("\n"));
    }

    private static boolean keep(String line, boolean[] inComment) {
        boolean comment = inComment[0] || line.startsWith("/*");
        inComment[0] = comment && !line.endsWith("*/");
        return !comment && !line.isEmpty() && !line.startsWith("//");
    }
}
