package dev.cleanup.docker.internal.kind;

import dev.cleanup.docker.internal.engine.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which resources a task looks at. The engine is asked for the labels only to save reading: all is compared again here.
 *
 * @param labels names with values that it has to carry; an empty value stands for any
 * @param name what its whole name has to match
 */
public record Selection(Map<String, String> labels, Optional<Pattern> name) {

    /** In one order always, since a plan holds only under the words that it was made under. */
    public Selection {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** As the engine's filters, with these besides; empty for none. */
    String filters(Map<String, List<String>> more) {
        List<String> all = new ArrayList<>();
        labels.forEach((label, value) -> all.add(value.isEmpty() ? label : label + "=" + value));
        Map<String, List<String>> filters = new TreeMap<>(more);
        if (!all.isEmpty()) {
            filters.put("label", all);
        }
        return filters.isEmpty() ? "" : Json.filters(filters);
    }

    boolean matches(String itsName, Map<String, String> itsLabels) {
        boolean labelled = labels.entrySet().stream().allMatch(wanted -> {
            String value = itsLabels.get(wanted.getKey());
            return value != null && (wanted.getValue().isEmpty() || value.equals(wanted.getValue()));
        });
        return labelled && name.map(form -> form.matcher(itsName).matches()).orElse(true);
    }

    String describe() {
        List<String> words = new ArrayList<>();
        labels.forEach((label, value) -> words.add("label " + label + (value.isEmpty() ? "" : "=" + value)));
        name.ifPresent(form -> words.add("a name like " + form.pattern()));
        return words.isEmpty() ? "" : "with " + String.join(" and ", words);
    }
}
