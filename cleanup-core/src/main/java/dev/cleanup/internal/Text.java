package dev.cleanup.internal;

import java.util.regex.Pattern;

/** Makes text from outside fit for logs, history and pages. */
public final class Text {
    /** The longest name, label or reason that is kept. */
    public static final int MAX_LENGTH = 300;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]+");
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(\\bbearer\\s+|\\b(?:authorization|\\w*(?:password|passwd|pwd|secret|token|api_?key))\\s*[=:]\\s*(?:bearer\\s+)?)[^\\s&;,'\"]+");

    private Text() {}

    /** Without control, format and direction characters, and cut to {@value #MAX_LENGTH} characters. */
    public static String clean(String text) {
        String head = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        String printable = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** {@link #clean}, and without anything that looks like a password or a token. */
    public static String redact(String text) {
        String head = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        String anonymous = USER_INFO.matcher(head).replaceAll("://***@");
        return clean(SECRET.matcher(anonymous).replaceAll("$1***"));
    }
}
