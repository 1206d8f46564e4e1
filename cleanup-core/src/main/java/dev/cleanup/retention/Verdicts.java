package dev.cleanup.retention;

import dev.cleanup.CleanupException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The verdicts of a rule, each made when it is asked for: to hold a million of them costs more than to judge them. */
final class Verdicts extends AbstractList<Verdict> implements RandomAccess {
    private final List<Resource> resources;
    private final Judgement judgement;

    Verdicts(List<Resource> resources, Judgement judgement) {
        this.resources = resources;
        this.judgement = judgement;
    }

    /** What a policy says of resources whose age is known: one verdict for each, in the same order. */
    static List<Verdict> of(RetentionPolicy policy, List<Resource> dated, Instant asOf) {
        List<Verdict> verdicts = policy.judge(dated, asOf);
        boolean ofRule = verdicts instanceof Verdicts made && made.resources == dated;
        return ofRule ? verdicts : checked(policy, dated, List.copyOf(verdicts));
    }

    private static List<Verdict> checked(RetentionPolicy policy, List<Resource> dated, List<Verdict> verdicts) {
        if (verdicts.size() != dated.size()) {
            throw new CleanupException("the policy '" + policy.describe() + "' gave " + verdicts.size()
                    + " verdicts for " + dated.size() + " resources");
        }
        for (int index = 0; index < verdicts.size(); index++) {
            if (!Objects.equals(verdicts.get(index).resource(), dated.get(index))) {
                throw new CleanupException("the policy '" + policy.describe() + "' gave its verdicts in another order");
            }
        }
        return verdicts;
    }

    @Override
    public Verdict get(int index) {
        return new Verdict(resources.get(index), judgement, index);
    }

    @Override
    public int size() {
        return resources.size();
    }
}
