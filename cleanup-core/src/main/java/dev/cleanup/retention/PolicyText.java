package dev.cleanup.retention;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a policy as text that {@link PolicyParser} reads. */
final class PolicyText implements RuleVisitor<String> {
    static final String KEEP = "keep";
    static final String WITHIN = "within";
    static final String LATEST = "latest";
    static final String TAG = "tag";
    static final String UNTIL = "until";
    static final String WHERE = "where";
    static final String OWN = "own";
    static final String PER = "per";
    static final String AND = "and";
    static final String IN = "in";
    static final String UNLIMITED = "unlimited";
    static final String ALLOW_REMOVING_ALL = "allow removing all";

    /** Names that begin a rule or stand between names; as a name they are put in quotes. */
    private static final Set<String> RESERVED = Set.of(PER, AND, IN);

    private static final String PLAIN_SIGNS = "_.:/+-";

    private PolicyText() {}

    static String of(Rule rule) {
        return KEEP + " " + rule.accept(new PolicyText());
    }

    @Override
    public String keepFor(KeepFor rule) {
        return rule.span().text();
    }

    @Override
    public String keepWithin(KeepWithin rule) {
        return WITHIN + " " + rule.span().text() + per(rule.per());
    }

    @Override
    public String keepLatest(KeepLatest rule) {
        return LATEST + " " + count(rule.count()) + per(rule.per());
    }

    @Override
    public String keepPeriodic(KeepPeriodic rule) {
        return rule.every().adverb() + " " + count(rule.count()) + per(rule.per());
    }

    @Override
    public String keepPeriodicFor(KeepPeriodicFor rule) {
        return rule.every().adverb() + " " + rule.span().text() + per(rule.per());
    }

    @Override
    public String keepTagged(KeepTagged rule) {
        return TAG + " " + rule.tags().stream().map(PolicyText::tag).collect(Collectors.joining(" & "));
    }

    @Override
    public String keepUntil(KeepUntil rule) {
        return UNTIL + " " + rule.instant();
    }

    @Override
    public String keepWhere(KeepWhere rule) {
        return WHERE + " " + quoted(rule.description());
    }

    @Override
    public String anyOf(AnyOf rule) {
        return terms(rule.policies(), ", ");
    }

    @Override
    public String allOf(AllOf rule) {
        return "(" + terms(rule.policies(), " " + AND + " ") + ")";
    }

    @Override
    public String declared(Declared rule) {
        boolean usual = rule.zone().equals(ZoneOffset.UTC) && rule.removingAllAllowed();
        String zone = usual ? "" : "; " + IN + " " + name(rule.zone().getId());
        return rule.rule().accept(this) + zone + (rule.removingAllAllowed() ? "; " + ALLOW_REMOVING_ALL : "");
    }

    private String terms(List<RetentionPolicy> policies, String separator) {
        return policies.stream().map(this::term).collect(Collectors.joining(separator));
    }

    private String term(RetentionPolicy policy) {
        if (policy instanceof AnyOf nested) {
            return "(" + nested.accept(this) + ")";
        }
        return policy instanceof Rule rule ? rule.accept(this) : OWN + " " + quoted(policy.describe());
    }

    private static String count(int count) {
        return count == RetentionPolicy.UNLIMITED ? UNLIMITED : String.valueOf(count);
    }

    private static String per(List<String> tags) {
        return tags.isEmpty()
                ? ""
                : " " + PER + " " + tags.stream().map(PolicyText::name).collect(Collectors.joining(" & "));
    }

    private static String tag(KeepTagged.Tag tag) {
        return tag.values().isEmpty()
                ? name(tag.name())
                : name(tag.name()) + "="
                        + tag.values().stream().map(PolicyText::name).collect(Collectors.joining("|"));
    }

    /** A name or value as it is when it cannot be mistaken, otherwise in quotes. */
    private static String name(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(unit -> isPlain((char) unit));
        return plain && !isReserved(text) ? text : quoted(text);
    }

    /** Whether the character can stand in a name without quotes. */
    static boolean isPlain(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || PLAIN_SIGNS.indexOf(unit) >= 0;
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
