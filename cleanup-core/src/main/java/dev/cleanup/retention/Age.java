package dev.cleanup.retention;

import java.time.Instant;
import java.util.Optional;

/** Which ages can be trusted. */
final class Age {
    private Age() {}

    /** Why the age of this resource is not known; empty when it is. */
    static Optional<String> unknown(Resource resource, Instant asOf) {
        if (resource.since().isEmpty()) {
            return Optional.of("unknown age: no date");
        }
        Instant since = resource.since().get();
        if (since.isBefore(RetentionPolicy.EARLIEST)) {
            return Optional.of("unknown age: a zero for a date");
        }
        return since.isAfter(asOf) ? Optional.of("unknown age: dated in the future") : Optional.empty();
    }
}
