package dev.cleanup.jdbc.internal.owners;

import java.util.stream.Collectors;

/** What an id looks like, for logs: text from outside may be a secret that somebody put into the wrong place. */
final class Shape {
    private static final int LONGEST = 40;

    private Shape() {}

    /** Each letter an x, each digit a 9, whatever cannot be printed a dot. */
    static String of(String id) {
        String shape = id.chars()
                .limit(LONGEST)
                .mapToObj(Shape::of)
                .map(String::valueOf)
                .collect(Collectors.joining());
        return id.length() > LONGEST ? shape + "…" : shape;
    }

    private static char of(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        if (Character.isLetter(character)) {
            return 'x';
        }
        return character >= ' ' && character < 127 ? (char) character : '.';
    }
}
