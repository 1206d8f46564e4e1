package dev.cleanup.jdbc.internal.rows;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a batch begins in a table's pages.
 *
 * @param page the first page
 * @param row the row on it that the batch begins behind; 0 for the whole page
 * @param window how many pages the batch tries
 * @param limit how many rows a batch was to hold when the window was chosen
 */
record PagePosition(long page, int row, int window, int limit) {

    static PagePosition parse(String text) {
        List<Long> parts = Stream.of(text.split(",", -1)).map(Long::parseLong).toList();
        return new PagePosition(
                parts.get(0),
                Math.toIntExact(parts.get(1)),
                Math.toIntExact(parts.get(2)),
                Math.toIntExact(parts.get(3)));
    }

    String text() {
        return page + "," + row + "," + window + "," + limit;
    }

    /** For a batch that is to hold fewer rows, fewer pages. */
    PagePosition narrowed(int newLimit) {
        return newLimit >= limit
                ? this
                : new PagePosition(page, row, (int) Math.max(1, (long) window * newLimit / limit), newLimit);
    }
}
