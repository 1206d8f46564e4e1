package dev.cleanup.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is younger than a span; what is exactly as old may go. See {@link RetentionPolicy#keepFor(java.time.temporal.TemporalAmount)}.
 *
 * @param span how long
 */
public record KeepFor(Span span) implements Rule {

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepFor(this);
    }

    Judgement judge(Population population) {
        return new ByAge(span, span.before(population.asOf(), population.zone()), population);
    }

    private record ByAge(Span span, Instant cutoff, Population population) implements Judgement {
        @Override
        public boolean keeps(int index) {
            return population.since(index).isAfter(cutoff);
        }

        @Override
        public List<String> reasons(int index) {
            return List.of(
                    keeps(index)
                            ? left(span, population.since(index), population.asOf(), population.zone())
                            : age(population.get(index), population.asOf()) + ", kept " + SpanText.words(span));
        }

        @Override
        public Optional<Instant> removableAt(int index) {
            return end(span, population.since(index), population.zone());
        }
    }

    static Optional<Instant> end(Span span, Instant since, ZoneId zone) {
        return Optional.of(span.after(since, zone).orElse(Judgement.NEVER));
    }

    /** "2 d left of 7 d". */
    static String left(Span span, Instant since, Instant asOf, ZoneId zone) {
        return span.after(since, zone)
                .map(end -> SpanText.rounded(Duration.between(asOf, end)) + " left of " + SpanText.words(span))
                .orElse("kept " + SpanText.words(span));
    }

    /** "deleted 9 d ago", "9 d old". */
    static String age(Resource resource, Instant asOf) {
        String age = SpanText.rounded(Duration.between(resource.since().orElseThrow(), asOf));
        return resource.event().isEmpty() ? age + " old" : resource.event() + " " + age + " ago";
    }
}
