package dev.cleanup.retention;

import java.util.List;

/**
 * Keeps the newest resource of each of the newest periods, by count. See {@link RetentionPolicy#keepDaily}.
 *
 * @param every which periods
 * @param count how many that are not empty, or {@link RetentionPolicy#UNLIMITED}
 * @param per the tags that groups are made by; none for one group of all
 */
public record KeepPeriodic(Every every, int count, List<String> per) implements Rule {
    public KeepPeriodic {
        Counts.check(every.method(), count);
        per = Per.check(per);
    }

    /** The same rule for each group of resources with the same values of these tags. */
    public KeepPeriodic per(String... tags) {
        return new KeepPeriodic(every, count, Per.plus(per, tags));
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepPeriodic(this);
    }

    Judgement judge(Population population) {
        return new ByCount(new Periods(population, every, population.groups(per)));
    }

    private final class ByCount implements Judgement {
        private final Periods periods;

        ByCount(Periods periods) {
            this.periods = periods;
        }

        @Override
        public boolean keeps(int index) {
            return periods.isNewest(index) ? periods.number(index) <= count : isKeptAsOldest(index);
        }

        /** Where the count is not used up, the history still reaches as far back as it can. */
        private boolean isKeptAsOldest(int index) {
            return periods.isOldest(index) && periods.number(index) < count;
        }

        @Override
        public List<String> reasons(int index) {
            return List.of(keeps(index) ? kept(index) : removed(index));
        }

        private String kept(int index) {
            return periods.isNewest(index)
                    ? every.adverb() + " " + Counts.of(periods.number(index), count)
                    : "oldest " + every.adverb();
        }

        private String removed(int index) {
            String newest = count == 1 ? every.noun() : count + " " + every.noun() + "s";
            return periods.number(index) > count
                    ? "older than the newest " + newest + " with any" + Per.words(per)
                    : "not the newest of its " + every.noun() + Per.words(per);
        }
    }
}
