package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.util.List;
import java.util.stream.Stream;

/** The tags that groups are made by; sorted, since their order means nothing. */
final class Per {
    private Per() {}

    static List<String> check(List<String> tags) {
        return tags.stream().map(Per::name).sorted().distinct().toList();
    }

    private static String name(String tag) {
        if (tag.isBlank()) {
            throw new ConfigurationException("per", tag, "accepted is the name of a tag");
        }
        return tag;
    }

    static List<String> plus(List<String> per, String... tags) {
        if (tags.length == 0) {
            throw new ConfigurationException("per", "()", "accepted are the names of one or more tags");
        }
        return Stream.concat(per.stream(), Stream.of(tags)).toList();
    }

    /** " per bot_type"; nothing without groups. */
    static String words(List<String> per) {
        return per.isEmpty() ? "" : " per " + String.join(" & ", per);
    }
}
