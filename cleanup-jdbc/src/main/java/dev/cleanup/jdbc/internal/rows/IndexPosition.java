package dev.cleanup.jdbc.internal.rows;

import java.util.Optional;

/**
 * Where a batch begins in the order of the rows' times.
 *
 * @param time of the first row, as text
 * @param pages where it begins in the pages of the table, once the rest goes by pages
 */
record IndexPosition(String time, Optional<PagePosition> pages) {
    private static final String FIRST = "t";
    private static final String BY_PAGES = "#";

    /** Whether this is the text of such a position. */
    static boolean is(String text) {
        return text.startsWith(FIRST);
    }

    static IndexPosition parse(String text) {
        String[] parts = text.substring(FIRST.length()).split(BY_PAGES, 2);
        return new IndexPosition(
                parts[0], parts.length == 1 ? Optional.empty() : Optional.of(PagePosition.parse(parts[1])));
    }

    String text() {
        return FIRST + time + pages.map(position -> BY_PAGES + position.text()).orElse("");
    }
}
