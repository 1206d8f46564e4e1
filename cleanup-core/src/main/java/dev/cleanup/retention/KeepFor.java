package dev.cleanup.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what is younger than a span; what is exactly as old may go. See {@link RetentionPolicy#keepFor(Duration)}.
 *
 * @param span more than zero, at most {@value Span#MAX_DAYS} days
 */
public record KeepFor(Duration span) implements Rule {
    public KeepFor {
        Span.check("keepFor", span);
    }

    /** What is dated up to here may go. */
    public Instant cutoff(Instant asOf) {
        return asOf.minus(span);
    }

    @Override
    public List<Verdict> judge(List<Resource> dated, Instant asOf) {
        Instant cutoff = cutoff(asOf);
        return dated.stream().map(resource -> judge(resource, cutoff, asOf)).toList();
    }

    private Verdict judge(Resource resource, Instant cutoff, Instant asOf) {
        Instant since = resource.since().orElseThrow();
        return since.isAfter(cutoff)
                ? Verdict.keep(resource, () -> List.of(left(since, asOf)))
                : Verdict.remove(resource, () -> List.of(passed(resource, since, asOf)));
    }

    private String left(Instant since, Instant asOf) {
        return Span.rounded(Duration.between(asOf, since.plus(span))) + " left of " + Span.exact(span);
    }

    private String passed(Resource resource, Instant since, Instant asOf) {
        String age = Span.rounded(Duration.between(since, asOf));
        return (resource.event().isEmpty() ? age + " old" : resource.event() + " " + age + " ago") + ", kept "
                + Span.exact(span);
    }

    @Override
    public String term() {
        return Span.exact(span).replace(" ", "");
    }
}
