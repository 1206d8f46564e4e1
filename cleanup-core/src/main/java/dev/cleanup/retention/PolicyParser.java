package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import dev.cleanup.retention.PolicyTokens.Kind;
import dev.cleanup.retention.PolicyTokens.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link PolicyText} writes. */
final class PolicyParser {
    private static final int DEEPEST = 50;
    private static final String A_RULE =
            "accepted is a rule: a span such as 7d, or one that begins with latest, within, hourly, daily, weekly, monthly,"
                    + " yearly, tag, until or (";
    private static final String A_COUNT = Counts.ACCEPTED + PolicyText.UNLIMITED;

    private final PolicyTokens tokens;
    private int depth;

    private PolicyParser(String text) {
        this.tokens = new PolicyTokens(text);
    }

    static Rule parse(String text) {
        return new PolicyParser(text).policy();
    }

    private Rule policy() {
        tokens.takeWord(PolicyText.KEEP);
        Rule rule = rest(",", term(), RetentionPolicy::anyOf);
        Optional<ZoneId> zone = Optional.empty();
        boolean allowed = false;
        while (tokens.takeSign(";")) {
            Token option = tokens.take();
            if (zone.isEmpty() && option.is(Kind.WORD, PolicyText.IN)) {
                zone = Optional.of(zone());
            } else if (!allowed
                    && option.is(Kind.WORD, "allow")
                    && tokens.takeWord("removing")
                    && tokens.takeWord("all")) {
                allowed = true;
            } else {
                throw tokens.failure(
                        option, "accepted are 'in ZONE' and '" + PolicyText.ALLOW_REMOVING_ALL + "', each once");
            }
        }
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.failure(tokens.peek(), "accepted are ',' and another rule, or ';'");
        }
        return zone.isPresent() || allowed ? new Declared(rule, zone.orElse(ZoneOffset.UTC), allowed) : rule;
    }

    /** What follows the first of several rules that are separated by a comma or a word. */
    private Rule rest(String separator, Rule first, Function<RetentionPolicy[], Rule> combine) {
        List<Rule> rules = new ArrayList<>(List.of(first));
        while (tokens.takeSign(separator) || tokens.takeWord(separator)) {
            rules.add(term());
        }
        return combine.apply(rules.toArray(RetentionPolicy[]::new));
    }

    private Rule term() {
        Token first = tokens.take();
        if (first.is(Kind.SIGN, "(")) {
            return group(first);
        }
        if (first.kind() != Kind.WORD) {
            throw tokens.failure(first, A_RULE);
        }
        return switch (first.text()) {
            case PolicyText.LATEST -> latest();
            case PolicyText.WITHIN -> within();
            case PolicyText.TAG -> tagged();
            case PolicyText.UNTIL -> until();
            case PolicyText.WHERE, PolicyText.OWN ->
                throw tokens.failure(first, "a condition or policy of one's own is set up in code, not as text");
            default -> every(first.text()).map(this::periodic).orElseGet(() -> new KeepFor(span(first, A_RULE)));
        };
    }

    private Rule group(Token opening) {
        if (++depth > DEEPEST) {
            throw tokens.failure(opening, "accepted are at most " + DEEPEST + " parentheses within each other");
        }
        Rule first = term();
        boolean all = tokens.peek().is(Kind.WORD, PolicyText.AND);
        boolean any = tokens.peek().is(Kind.SIGN, ",");
        Rule rule =
                all ? rest(PolicyText.AND, first, RetentionPolicy::allOf) : rest(",", first, RetentionPolicy::anyOf);
        if (!tokens.takeSign(")")) {
            String separators = all ? "'and'" : any ? "','" : "',', 'and'";
            throw tokens.failure(tokens.peek(), "accepted are " + separators + " and ')'");
        }
        depth--;
        return rule;
    }

    private static Optional<Every> every(String word) {
        return Arrays.stream(Every.values())
                .filter(every -> every.adverb().equals(word))
                .findFirst();
    }

    private Rule latest() {
        return new KeepLatest(count(tokens.take()), per());
    }

    private Rule within() {
        return new KeepWithin(span(tokens.take(), "accepted is a span such as 7d"), per());
    }

    private Rule periodic(Every every) {
        Token extent = tokens.take();
        if (extent.text().equals(PolicyText.UNLIMITED) || extent.text().matches("[0-9]+")) {
            return new KeepPeriodic(every, count(extent), per());
        }
        return new KeepPeriodicFor(every, span(extent, A_COUNT + ", or a span such as 14d"), per());
    }

    private int count(Token token) {
        if (token.is(Kind.WORD, PolicyText.UNLIMITED)) {
            return RetentionPolicy.UNLIMITED;
        }
        boolean number = token.kind() == Kind.WORD && token.text().matches("[0-9]{1,9}");
        if (!number || !Counts.isAccepted(Integer.parseInt(token.text()))) {
            throw tokens.failure(token, A_COUNT);
        }
        return Integer.parseInt(token.text());
    }

    private Span span(Token token, String accepted) {
        if (token.kind() != Kind.WORD) {
            throw tokens.failure(token, accepted);
        }
        try {
            return Span.parse(token.text());
        } catch (ConfigurationException refused) {
            boolean meant = Character.isDigit(token.text().charAt(0));
            throw tokens.failure(token, meant ? refused.accepted() : accepted);
        }
    }

    private List<String> per() {
        List<String> tags = new ArrayList<>();
        if (tokens.takeWord(PolicyText.PER)) {
            do {
                tags.add(name("the name of a tag to make groups by"));
            } while (tokens.takeSign("&"));
        }
        return tags;
    }

    private Rule tagged() {
        List<KeepTagged.Tag> tags = new ArrayList<>();
        do {
            tags.add(tag());
        } while (tokens.takeSign("&"));
        return new KeepTagged(tags);
    }

    private KeepTagged.Tag tag() {
        String name = name("the name of a tag");
        List<String> values = new ArrayList<>();
        if (tokens.takeSign("=")) {
            do {
                values.add(text("the value of a tag"));
            } while (tokens.takeSign("|"));
        }
        return new KeepTagged.Tag(name, values);
    }

    private String name(String what) {
        Token token = tokens.peek();
        String name = text(what);
        if (name.isBlank()) {
            throw tokens.failure(token, "accepted is " + what);
        }
        return name;
    }

    private String text(String what) {
        Token token = tokens.take();
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            throw tokens.failure(token, "accepted is " + what + ", in double quotes if it holds other signs");
        }
        if (token.kind() == Kind.WORD && PolicyText.isReserved(token.text())) {
            throw tokens.failure(token, "accepted is " + what + "; one that is called so stands in double quotes");
        }
        return token.text();
    }

    private Rule until() {
        Token token = tokens.take();
        try {
            return new KeepUntil(Instant.parse(token.text()));
        } catch (DateTimeException refused) {
            throw tokens.failure(token, "accepted is an instant such as 2027-01-31T00:00:00Z");
        }
    }

    private ZoneId zone() {
        Token token = tokens.take();
        try {
            return ZoneId.of(token.text());
        } catch (DateTimeException refused) {
            throw tokens.failure(token, "accepted is a time zone such as Europe/Berlin");
        }
    }
}
