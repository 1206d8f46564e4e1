package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what carries a tag. See {@link RetentionPolicy#keepTagged}.
 *
 * @param name the tag
 * @param values the values that count; empty means any
 */
public record KeepTagged(String name, List<String> values) implements Rule {
    public KeepTagged {
        if (name.isBlank()) {
            throw new ConfigurationException("keepTagged", name, "accepted is the name of a tag");
        }
        values = List.copyOf(values);
    }

    @Override
    public List<Verdict> judge(List<Resource> dated, Instant asOf) {
        return dated.stream().map(this::judge).toList();
    }

    private Verdict judge(Resource resource) {
        String value = resource.tags().get(name);
        boolean kept = value != null && (values.isEmpty() || values.contains(value));
        return kept
                ? Verdict.keep(resource, () -> List.of(term()))
                : Verdict.remove(resource, () -> List.of("no " + term()));
    }

    @Override
    public String term() {
        return values.isEmpty() ? "tag " + name : "tag " + name + "=" + String.join("|", values);
    }
}
