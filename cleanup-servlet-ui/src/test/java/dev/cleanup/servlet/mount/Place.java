package dev.cleanup.servlet.mount;

import java.util.Arrays;
import java.util.List;

/**
 * Where a servlet is put.
 *
 * @param context the context path, not encoded
 * @param mappings the patterns that one servlet is mapped to
 */
record Place(String context, List<String> mappings) {

    static Place of(String context, String... mappings) {
        return new Place(context, List.of(mappings));
    }

    /** The paths of the mount points, encoded. */
    List<String> mounts() {
        return mappings.stream()
                .map(mapping -> (context + mapping).replaceAll("/\\*?$", "").replace(" ", "%20"))
                .toList();
    }

    /** Whether the container, and not the servlet, leads from the address without a slash to the one with it. */
    boolean isContextRoot() {
        return mappings.stream().allMatch(mapping -> Arrays.asList("/", "/*").contains(mapping));
    }

    /** Makes failures readable. */
    @Override
    public String toString() {
        return "context '" + context + "' mapped to " + String.join(" and ", mappings);
    }
}
