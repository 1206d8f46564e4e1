package dev.cleanup.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Which ages can be trusted, and the judgement of those that cannot. */
enum Age implements Judgement {
    NO_DATE("no date"),
    ZERO("a zero for a date"),
    FUTURE("dated in the future");

    private final String reason;

    Age(String reason) {
        this.reason = "unknown age: " + reason;
    }

    /** Those of known age; the same list when that is all of them. */
    static List<Resource> known(List<Resource> resources, Instant asOf) {
        for (Resource resource : resources) {
            if (!isKnown(resource, asOf)) {
                return resources.stream().filter(each -> isKnown(each, asOf)).toList();
            }
        }
        return resources;
    }

    /** The verdicts on all resources, from those on the ones of known age. */
    static List<Verdict> withUnknown(List<Verdict> known, List<Resource> resources, Instant asOf) {
        Iterator<Verdict> next = known.iterator();
        List<Verdict> verdicts = new ArrayList<>(resources.size());
        for (Resource resource : resources) {
            verdicts.add(isKnown(resource, asOf) ? next.next() : unknown(resource));
        }
        return Collections.unmodifiableList(verdicts);
    }

    static boolean isKnown(Resource resource, Instant asOf) {
        Optional<Instant> since = resource.since();
        return since.isPresent()
                && !since.get().isBefore(RetentionPolicy.EARLIEST)
                && !since.get().isAfter(asOf);
    }

    /** The verdict on a resource whose age is not known. */
    static Verdict unknown(Resource resource) {
        if (resource.since().isEmpty()) {
            return Verdict.unknownAge(resource, NO_DATE);
        }
        boolean zero = resource.since().get().isBefore(RetentionPolicy.EARLIEST);
        return Verdict.unknownAge(resource, zero ? ZERO : FUTURE);
    }

    @Override
    public boolean keeps(int index) {
        return true;
    }

    @Override
    public List<String> reasons(int index) {
        return List.of(reason);
    }
}
