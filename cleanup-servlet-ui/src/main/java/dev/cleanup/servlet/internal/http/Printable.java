package dev.cleanup.servlet.internal.http;

import java.util.regex.Pattern;

/** Keeps what could forge a log line or play with a terminal out of names and messages. */
public final class Printable {
    private static final int MAX_LENGTH = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]");

    private Printable() {}

    /** Whether this text has no control, format or direction characters. */
    public static boolean is(String text) {
        return !UNPRINTABLE.matcher(text).find();
    }

    /** The text with a {@code ?} for each control, format or direction character, and cut to {@value #MAX_LENGTH} characters. */
    public static String clean(String text) {
        String head = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        return UNPRINTABLE.matcher(head).replaceAll("?");
    }
}
