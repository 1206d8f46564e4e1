package dev.cleanup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One batch to remove.
 *
 * @param asOf the instant that ages are counted from; the survey's, never a newer one
 * @param limit the most items to remove, at least 1
 * @param after where to go on: {@link BatchResult#next} of the batch before; empty for the first
 * @param ids when present, only these items may go; an empty list means none. At most {@code limit} of them, and {@code after} is empty then
 * @param run the id of the run that the batch belongs to; the service always says it
 */
public record BatchRequest(
        Instant asOf, int limit, Optional<String> after, Optional<List<String>> ids, Optional<String> run) {
    public BatchRequest {
        ids = ids.map(List::copyOf);
    }

    /** A batch that belongs to no run. */
    public BatchRequest(Instant asOf, int limit, Optional<String> after, Optional<List<String>> ids) {
        this(asOf, limit, after, ids, Optional.empty());
    }
}
