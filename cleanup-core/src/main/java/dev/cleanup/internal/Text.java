package dev.cleanup.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes text from outside fit for logs, history and pages. */
public final class Text {
    /** The longest name, label or reason that is kept. */
    public static final int MAX_LENGTH = 300;

    private static final int HASH_LENGTH = 12;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]+");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]+@");
    private static final String SEPARATOR = "[\"']?\\s*[=:]\\s*";
    private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|[^\\s&;,'\"]+)";

    /** What follows the name of a secret and a sign, or the name of a way to log in. */
    private static final Pattern SECRET = Pattern.compile("(?i)((?:"
            + "\\b(?:authorization|bearer)(?:" + SEPARATOR + "|\\s+)"
            + "|\\w*(?:password|passwd|pwd|secret|token|api[_-]?key)\\w*" + SEPARATOR
            + ")(?:(?:bearer|basic|digest|negotiate)\\s+)?)" + VALUE);

    private Text() {}

    /** A count as a person reads it: 48,210. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Without control, format and direction characters, and cut to {@value #MAX_LENGTH} characters. */
    public static String clean(String text) {
        return capped(printable(text));
    }

    /** {@link #clean}, and without anything that looks like a password or a token. */
    public static String redact(String text) {
        String anonymous = USER_INFO.matcher(printable(text)).replaceAll("://***@");
        return capped(SECRET.matcher(anonymous).replaceAll("$1***"));
    }

    /** The first twelve digits of its SHA-256, in hexadecimal. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String printable(String text) {
        String head = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        return UNPRINTABLE.matcher(head).replaceAll(" ").strip();
    }

    private static String capped(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - 1;
        boolean splits = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end) + "…";
    }
}
