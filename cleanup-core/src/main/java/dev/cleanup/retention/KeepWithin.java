package dev.cleanup.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what is younger than a span, counted back from the newest resource of its group. See {@link RetentionPolicy#keepWithin}.
 *
 * @param span how long
 * @param per the tags that groups are made by; none for one group of all
 */
public record KeepWithin(Span span, List<String> per) implements Rule {
    public KeepWithin {
        per = Per.check(per);
    }

    /** The same rule for each group of resources with the same values of these tags. */
    public KeepWithin per(String... tags) {
        return new KeepWithin(span, Per.plus(per, tags));
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepWithin(this);
    }

    Judgement judge(Population population) {
        Groups groups = population.groups(per);
        int[] newest = new int[groups.count()];
        boolean[] seen = new boolean[groups.count()];
        for (int index : population.newestFirst()) {
            int group = groups.of(index);
            if (!seen[group]) {
                seen[group] = true;
                newest[group] = index;
            }
        }
        Instant[] cutoffs = new Instant[groups.count()];
        for (int group = 0; group < cutoffs.length && population.size() > 0; group++) {
            cutoffs[group] = span.before(population.since(newest[group]), population.zone());
        }
        return new FromNewest(population, groups, newest, cutoffs);
    }

    private final class FromNewest implements Judgement {
        private final Population population;
        private final Groups groups;
        private final int[] newest;
        private final Instant[] cutoffs;

        FromNewest(Population population, Groups groups, int[] newest, Instant[] cutoffs) {
            this.population = population;
            this.groups = groups;
            this.newest = newest;
            this.cutoffs = cutoffs;
        }

        @Override
        public boolean keeps(int index) {
            return population.since(index).isAfter(cutoffs[groups.of(index)]);
        }

        @Override
        public List<String> reasons(int index) {
            String words = SpanText.words(span);
            if (keeps(index)) {
                return List.of("within " + words + " of the newest" + Per.words(per));
            }
            Duration behind = Duration.between(population.since(index), population.since(newest[groups.of(index)]));
            return List.of(
                    SpanText.rounded(behind) + " older than the newest" + Per.words(per) + ", kept within " + words);
        }
    }
}
