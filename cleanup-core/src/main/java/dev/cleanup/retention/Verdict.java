package dev.cleanup.retention;

import java.util.List;
import java.util.function.Supplier;

/** What a policy says of one resource, and why. The reasons are put into words only when they are asked for. */
public final class Verdict {
    private final Resource resource;
    private final boolean kept;
    private final boolean unknownAge;
    private final Supplier<List<String>> reasons;

    private Verdict(Resource resource, boolean kept, boolean unknownAge, Supplier<List<String>> reasons) {
        this.resource = resource;
        this.kept = kept;
        this.unknownAge = unknownAge;
        this.reasons = reasons;
    }

    /** The resource stays, for these reasons. */
    public static Verdict keep(Resource resource, Supplier<List<String>> reasons) {
        return new Verdict(resource, true, false, reasons);
    }

    /** The resource may go; the reasons say why nothing keeps it. */
    public static Verdict remove(Resource resource, Supplier<List<String>> reasons) {
        return new Verdict(resource, false, false, reasons);
    }

    static Verdict unknownAge(Resource resource, String reason) {
        return new Verdict(resource, true, true, () -> List.of(reason));
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
        return unknownAge;
    }

    /** Every reason, in words. */
    public List<String> reasons() {
        return reasons.get();
    }

    /** The reasons in one line. */
    public String reason() {
        return String.join("; ", reasons());
    }

    @Override
    public String toString() {
        return (kept ? "keep " : "remove ") + resource.id() + ": " + reason();
    }
}
