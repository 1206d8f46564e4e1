package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Has each rule judge a population. */
record Judges(Population population) implements RuleVisitor<Judgement> {

    static Judgement judge(RetentionPolicy policy, Population population) {
        return policy instanceof Rule rule
                ? rule.accept(new Judges(population))
                : new Own(policy.evaluate(population.resources(), population.asOf()));
    }

    @Override
    public Judgement keepFor(KeepFor rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepWithin(KeepWithin rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepLatest(KeepLatest rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepPeriodic(KeepPeriodic rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepPeriodicFor(KeepPeriodicFor rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepTagged(KeepTagged rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepUntil(KeepUntil rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement keepWhere(KeepWhere rule) {
        return rule.judge(population);
    }

    @Override
    public Judgement anyOf(AnyOf rule) {
        return rule.judge(each(rule.policies()));
    }

    @Override
    public Judgement allOf(AllOf rule) {
        return rule.judge(each(rule.policies()));
    }

    @Override
    public Judgement declared(Declared rule) {
        return judge(rule.rule(), new Population(population.resources(), population.asOf(), rule.zone()));
    }

    private List<Judgement> each(List<RetentionPolicy> policies) {
        Function<RetentionPolicy, Judgement> judge = policy -> judge(policy, population);
        return policies.stream().map(judge).toList();
    }

    /** The verdicts of a policy of a user's own. */
    private record Own(List<Verdict> verdicts) implements Judgement {
        @Override
        public boolean keeps(int index) {
            return verdicts.get(index).kept();
        }

        @Override
        public List<String> reasons(int index) {
            return verdicts.get(index).reasons();
        }

        @Override
        public Optional<Instant> removableAt(int index) {
            return verdicts.get(index).end();
        }
    }
}
