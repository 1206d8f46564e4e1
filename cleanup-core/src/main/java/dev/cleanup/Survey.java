package dev.cleanup;

import dev.cleanup.internal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may go, seen at one instant.
 *
 * @param asOf the instant that ages were counted from, by the clock of the system that holds the resources; frozen for the whole run
 * @param eligible how many items may go
 * @param population how many items there are, if known; the removal limit's share is a share of this
 * @param unknownAge how many items have no age that can be trusted (none, zero, infinite or in the future); they always stay
 * @param findings the items that may go, oldest first, at most as many as were asked for
 * @param notices what a person should know about this survey, in words
 * @param newest when the age of the youngest item that may go began; empty when that is unknown, or nothing may go
 */
public record Survey(
        Instant asOf,
        long eligible,
        OptionalLong population,
        long unknownAge,
        List<Finding> findings,
        List<String> notices,
        Optional<Instant> newest) {

    public Survey {
        findings = List.copyOf(findings);
        notices = notices.stream().map(Text::redact).toList();
        if (eligible < findings.size()) {
            throw new IllegalArgumentException(
                    "a survey with " + findings.size() + " findings cannot have only " + eligible + " eligible items");
        }
    }

    /** A survey whose newest item is known only when all are listed. */
    public Survey(
            Instant asOf,
            long eligible,
            OptionalLong population,
            long unknownAge,
            List<Finding> findings,
            List<String> notices) {
        this(asOf, eligible, population, unknownAge, findings, notices, newest(eligible, findings));
    }

    /** Nothing was looked at, for this reason. */
    public static Survey nothing(Instant asOf, String notice) {
        return new Survey(asOf, 0, OptionalLong.empty(), 0, List.of(), List.of(notice));
    }

    private static Optional<Instant> newest(long eligible, List<Finding> findings) {
        Instant newest = Instant.MIN;
        for (Finding finding : findings) {
            Instant since = finding.since().orElse(Instant.MAX);
            newest = since.isAfter(newest) ? since : newest;
        }
        boolean known = eligible > 0 && eligible == findings.size() && newest.isBefore(Instant.MAX);
        return known ? Optional.of(newest) : Optional.empty();
    }

    /** Whether the findings are all there is, so that a plan is held to exactly these ids. */
    public boolean listsAll() {
        return findings.size() == eligible;
    }

    /** The same survey with one more notice. */
    public Survey withNotice(String notice) {
        List<String> all = new ArrayList<>(notices);
        all.add(notice);
        return new Survey(asOf, eligible, population, unknownAge, findings, all, newest);
    }
}
