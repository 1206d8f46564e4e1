package dev.cleanup.retention;

import java.util.Comparator;

/** The order of texts by their code points, as databases have it that compare bytes of UTF-8. */
final class CodePoints {
    static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int at = 0; at < shorter; at++) {
            char mine = one.charAt(at);
            char theirs = other.charAt(at);
            if (mine != theirs) {
                // Half of a pair stands for a code point above all that a single char can be.
                return Character.isSurrogate(mine) == Character.isSurrogate(theirs)
                        ? Character.compare(mine, theirs)
                        : Boolean.compare(Character.isSurrogate(mine), Character.isSurrogate(theirs));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
