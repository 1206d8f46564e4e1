package dev.cleanup.servlet.query;

import java.nio.charset.StandardCharsets;

/**
 * What a text of ad-hoc SQL must be before the database sees it. Dumb on purpose: it does not read SQL, so nothing can be read in two ways. Where
 * statements end, and what is a query, the server says.
 */
final class TextGate {
    /** The most bytes, in UTF-8. */
    static final int MAX_BYTES = 10_000;

    private TextGate() {}

    /** The text without one semicolon at its end, or a refusal. */
    static String pass(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw QueryException.badRequest("the text is longer than " + MAX_BYTES + " bytes");
        }
        if (text.indexOf('\0') >= 0) {
            throw QueryException.badRequest("the text holds the character NUL");
        }
        String stripped = text.strip();
        String sql = stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
        if (sql.isBlank()) {
            throw QueryException.badRequest("the text is blank");
        }
        // The driver would split here, and run what follows a COMMIT outside of our transaction.
        if (sql.indexOf(';') >= 0) {
            throw QueryException.badRequest(
                    "the text holds a ';' before its end; accepted is one statement, and a value"
                            + " with a ';' as a parameter");
        }
        // The driver would rewrite it as a JDBC escape, so that the server would judge another text than this one.
        if (sql.indexOf('{') >= 0) {
            throw QueryException.badRequest("the text holds a '{'; accepted is such a value as a parameter");
        }
        return sql;
    }
}
