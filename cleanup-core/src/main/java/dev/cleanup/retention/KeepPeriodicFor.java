package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the newest resource of each period while it is younger than a span. See {@link RetentionPolicy#keepDailyFor}.
 *
 * @param every which periods
 * @param span how long, counted from {@code asOf}
 * @param per the tags that groups are made by; none for one group of all
 */
public record KeepPeriodicFor(Every every, Span span, List<String> per) implements Rule {
    public KeepPeriodicFor {
        per = Per.check(per);
    }

    /** The same rule for each group of resources with the same values of these tags. */
    public KeepPeriodicFor per(String... tags) {
        return new KeepPeriodicFor(every, span, Per.plus(per, tags));
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepPeriodicFor(this);
    }

    Judgement judge(Population population) {
        Instant cutoff = span.before(population.asOf(), population.zone());
        return new BySpan(population, new Periods(population, every, population.groups(per)), cutoff);
    }

    private final class BySpan implements Judgement {
        private final Population population;
        private final Periods periods;
        private final Instant cutoff;

        BySpan(Population population, Periods periods, Instant cutoff) {
            this.population = population;
            this.periods = periods;
            this.cutoff = cutoff;
        }

        @Override
        public boolean keeps(int index) {
            return isYoung(index) && (periods.isNewest(index) || periods.isOldest(index));
        }

        private boolean isYoung(int index) {
            return population.since(index).isAfter(cutoff);
        }

        @Override
        public List<String> reasons(int index) {
            return List.of(keeps(index) ? kept(index) : removed(index));
        }

        private String kept(int index) {
            String word = periods.isNewest(index) ? every.adverb() : "oldest " + every.adverb();
            return word + ", " + KeepFor.left(span, population.since(index), population.asOf(), population.zone());
        }

        private String removed(int index) {
            return isYoung(index)
                    ? "not the newest of its " + every.noun() + Per.words(per)
                    : KeepFor.age(population.get(index), population.asOf()) + ", " + every.adverb() + " kept "
                            + SpanText.words(span);
        }

        /** Unknown while its period lasts: a newer one may come. */
        @Override
        public Optional<Instant> removableAt(int index) {
            long now = every.period(population.localHour(population.asOf()));
            return every.period(population.localHour(population.since(index))) == now
                    ? Optional.empty()
                    : KeepFor.end(span, population.since(index), population.zone());
        }
    }
}
