package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a policy says of one resource, and why. The reasons are put into words only when they are asked for. */
public final class Verdict {
    private final Resource resource;
    private final Judgement judgement;
    private final int index;
    private final boolean kept;

    Verdict(Resource resource, Judgement judgement, int index) {
        this.resource = resource;
        this.judgement = judgement;
        this.index = index;
        this.kept = judgement.keeps(index);
    }

    /** The resource stays, for these reasons. */
    public static Verdict keep(Resource resource, Supplier<List<String>> reasons) {
        return new Verdict(resource, new Said(true, reasons), 0);
    }

    /** The resource may go; the reasons say why nothing keeps it. */
    public static Verdict remove(Resource resource, Supplier<List<String>> reasons) {
        return new Verdict(resource, new Said(false, reasons), 0);
    }

    static Verdict unknownAge(Resource resource, Judgement why) {
        return new Verdict(resource, why, 0);
    }

    private record Said(boolean kept, Supplier<List<String>> reasons) implements Judgement {
        @Override
        public boolean keeps(int index) {
            return kept;
        }

        @Override
        public List<String> reasons(int index) {
            return reasons.get();
        }
    }

    public Resource resource() {
        return resource;
    }

    /** Whether the resource stays. */
    public boolean kept() {
        return kept;
    }

    /** Whether it stays because its age cannot be trusted. */
    public boolean unknownAge() {
        return judgement instanceof Age;
    }

    /** Every reason, in words. */
    public List<String> reasons() {
        return judgement.reasons(index);
    }

    /** The reasons in one line. */
    public String reason() {
        return String.join("; ", reasons());
    }

    /**
     * For a resource that is kept: when it may go at the earliest, provided that nothing else changes. Empty when that cannot be known,
     * because it hangs on tags, on conditions, on what comes after it, or because its age is unknown.
     */
    public Optional<Instant> removableAt() {
        return kept ? end().filter(end -> !end.equals(Judgement.NEVER)) : Optional.empty();
    }

    Optional<Instant> end() {
        return judgement.removableAt(index);
    }

    @Override
    public String toString() {
        return (kept ? "keep " : "remove ") + resource.id() + ": " + reason();
    }
}
