package dev.cleanup;

import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * What one policy would leave of the resources that are there now. See {@link RetentionPreview}.
 *
 * @param policy the candidate
 * @param kept how many would stay
 * @param removed how many would go
 * @param unknownAge how many of those that stay do so because their age cannot be trusted (none, zero, infinite or in the future)
 */
public record PolicyPreview(RetentionPolicy policy, long kept, long removed, long unknownAge) {
    public PolicyPreview {
        if (removed < 0 || unknownAge < 0 || kept < unknownAge) {
            throw new IllegalArgumentException("a preview cannot have " + kept + " that stay, " + unknownAge
                    + " of them of unknown age, and " + removed + " that go");
        }
    }

    /** The counts of a policy's verdicts, for tasks of one's own. */
    public static PolicyPreview of(RetentionPolicy policy, List<Verdict> verdicts) {
        long kept = verdicts.stream().filter(Verdict::kept).count();
        long unknownAge = verdicts.stream().filter(Verdict::unknownAge).count();
        return new PolicyPreview(policy, kept, verdicts.size() - kept, unknownAge);
    }

    /** In one line: "keep 30d: 1,234 stay (3 of unknown age), 567 go". */
    @Override
    public String toString() {
        String unknown = unknownAge == 0 ? "" : String.format(Locale.ROOT, " (%,d of unknown age)", unknownAge);
        return String.format(Locale.ROOT, "%s: %,d stay%s, %,d go", policy.describe(), kept, unknown, removed);
    }
}
