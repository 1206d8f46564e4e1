package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what carries all of these tags. See {@link RetentionPolicy#keepTagged}.
 *
 * @param tags at least one
 */
public record KeepTagged(List<Tag> tags) implements Rule {
    public KeepTagged {
        if (tags.isEmpty()) {
            throw new ConfigurationException("keepTagged", "()", "accepted is at least one tag");
        }
        tags = List.copyOf(tags);
    }

    /**
     * A tag that is looked for.
     *
     * @param name its name
     * @param values those that count; empty means any
     */
    public record Tag(String name, List<String> values) {
        public Tag {
            if (name.isBlank()) {
                throw new ConfigurationException("keepTagged", name, "accepted is the name of a tag");
            }
            values = List.copyOf(values);
        }

        boolean isOn(Resource resource) {
            String value = resource.tags().get(name);
            return value != null && (values.isEmpty() || values.contains(value));
        }

        String words() {
            return values.isEmpty() ? name : name + "=" + String.join("|", values);
        }
    }

    /** Keeps what carries the tags so far and this one as well. */
    public KeepTagged and(String name, String... values) {
        return new KeepTagged(Stream.concat(tags.stream(), Stream.of(new Tag(name, List.of(values))))
                .toList());
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepTagged(this);
    }

    Judgement judge(Population population) {
        return new ByTags(tags, population);
    }

    private record ByTags(List<Tag> tags, Population population) implements Judgement {
        @Override
        public boolean keeps(int index) {
            Resource resource = population.get(index);
            return tags.stream().allMatch(tag -> tag.isOn(resource));
        }

        @Override
        public List<String> reasons(int index) {
            boolean kept = keeps(index);
            Resource resource = population.get(index);
            String words = tags.stream()
                    .filter(tag -> kept || !tag.isOn(resource))
                    .map(Tag::words)
                    .collect(Collectors.joining(" & "));
            return List.of((kept ? "tag " : "no tag ") + words);
        }
    }
}
