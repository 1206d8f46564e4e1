package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import dev.cleanup.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words, quoted texts and signs of a policy's text, one after the other. */
final class PolicyTokens {
    private static final String SIGNS = "(),;&=|";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /**
     * A piece of the text.
     *
     * @param at the character it begins at, counted from 0
     * @param kind what it is
     * @param text what it says, without quotes
     */
    record Token(int at, Kind kind, String text) {
        boolean is(Kind of, String saying) {
            return kind == of && text.equals(saying);
        }
    }

    enum Kind {
        WORD,
        QUOTED,
        SIGN,
        END
    }

    PolicyTokens(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            at = read(at);
        }
        tokens.add(new Token(text.length(), Kind.END, "the end"));
    }

    private int read(int at) {
        char first = text.charAt(at);
        if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
            return at + 1;
        }
        if (SIGNS.indexOf(first) >= 0) {
            tokens.add(new Token(at, Kind.SIGN, String.valueOf(first)));
            return at + 1;
        }
        return first == '"' ? readQuoted(at) : readWord(at);
    }

    private int readQuoted(int begin) {
        StringBuilder content = new StringBuilder();
        int at = begin + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                content.append(text.charAt(at));
            }
            at++;
        }
        if (at >= text.length()) {
            throw failure(begin, "a quoted text begins here and does not end; accepted is a second '\"'");
        }
        tokens.add(new Token(begin, Kind.QUOTED, content.toString()));
        return at + 1;
    }

    private int readWord(int begin) {
        int at = begin;
        while (at < text.length() && PolicyText.isPlain(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            String sign = text.substring(begin, text.offsetByCodePoints(begin, 1));
            String code = String.format(Locale.ROOT, "U+%04X", sign.codePointAt(0));
            throw failure(
                    begin,
                    "'" + Text.clean(sign) + "' (" + code
                            + ") is not understood; accepted are rules separated by commas");
        }
        tokens.add(new Token(begin, Kind.WORD, text.substring(begin, at)));
        return at;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it is this word. */
    boolean takeWord(String word) {
        return takeIf(Kind.WORD, word);
    }

    /** Takes the next token if it is this sign. */
    boolean takeSign(String sign) {
        return takeIf(Kind.SIGN, sign);
    }

    private boolean takeIf(Kind kind, String saying) {
        boolean is = peek().is(kind, saying);
        if (is) {
            take();
        }
        return is;
    }

    ConfigurationException failure(Token token, String accepted) {
        String found = token.kind() == Kind.END ? "the text ends" : "there is '" + Text.clean(token.text()) + "'";
        return failure(token.at(), found + "; " + accepted);
    }

    private ConfigurationException failure(int at, String problem) {
        return new ConfigurationException("policy", text, "at character " + (at + 1) + ": " + problem);
    }
}
