package dev.cleanup.retention;

import java.util.List;

/**
 * Keeps the newest of each group. See {@link RetentionPolicy#keepLatest}.
 *
 * @param count how many, or {@link RetentionPolicy#UNLIMITED}
 * @param per the tags that groups are made by; none for one group of all
 */
public record KeepLatest(int count, List<String> per) implements Rule {
    public KeepLatest {
        Counts.check("keepLatest", count);
        per = Per.check(per);
    }

    /** The same rule for each group of resources with the same values of these tags. */
    public KeepLatest per(String... tags) {
        return new KeepLatest(count, Per.plus(per, tags));
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepLatest(this);
    }

    Judgement judge(Population population) {
        Groups groups = population.groups(per);
        int[] counted = new int[groups.count()];
        int[] ranks = new int[population.size()];
        for (int index : population.newestFirst()) {
            ranks[index] = ++counted[groups.of(index)];
        }
        return new ByRank(ranks);
    }

    private final class ByRank implements Judgement {
        private final int[] ranks;

        ByRank(int[] ranks) {
            this.ranks = ranks;
        }

        @Override
        public boolean keeps(int index) {
            return ranks[index] <= count;
        }

        @Override
        public List<String> reasons(int index) {
            return List.of(
                    keeps(index)
                            ? "latest " + Counts.of(ranks[index], count)
                            : "not among the latest " + count + Per.words(per));
        }
    }
}
