package dev.cleanup;

import dev.cleanup.internal.Text;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One item that may go.
 *
 * @param id what removes it; exact, at most {@value #MAX_ID_LENGTH} characters
 * @param label what a person calls it; may be the id
 * @param since when the age began that made it eligible
 * @param tags its tags, for display
 * @param reason in words, why nothing keeps it: "deleted 9 d ago, kept 7 d"
 */
public record Finding(String id, String label, Optional<Instant> since, Map<String, String> tags, String reason) {

    /** The longest id that is listed. Items with longer ones are counted and not listed. */
    public static final int MAX_ID_LENGTH = 1_024;

    public Finding {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "a finding's id has " + id.length() + " characters; accepted: 1 to " + MAX_ID_LENGTH);
        }
        label = Text.clean(label);
        reason = Text.clean(reason);
        Map<String, String> clean = new TreeMap<>();
        tags.forEach((name, value) -> clean.put(Text.clean(name), Text.clean(value)));
        tags = Map.copyOf(clean);
    }
}
