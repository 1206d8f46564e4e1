package dev.cleanup.jdbc.internal.rows;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a batch begins in a table's pages, and what tells how many of them it tries.
 *
 * @param page the first page
 * @param row the row on it that the batch begins behind; 0 for the whole page
 * @param end how many pages the table had when they were counted
 * @param window how many pages were looked at before
 * @param found how many rows that may go were met on those
 */
record PagePosition(long page, int row, long end, long window, long found) {

    /** How much of a batch is aimed at: rows are not spread evenly, and one too many costs a second try. */
    private static final double FILL = 0.9;

    /** As many pages as are looked at before the first batch, which then tries twice as many. */
    private static final int FIRST_WINDOW = 32;

    /** At the first page, when nothing is known of the table. */
    static PagePosition first() {
        return new PagePosition(0, 0, 0, FIRST_WINDOW, 0);
    }

    static PagePosition parse(String text) {
        List<Long> parts = Stream.of(text.split(",", -1)).map(Long::parseLong).toList();
        return new PagePosition(parts.get(0), Math.toIntExact(parts.get(1)), parts.get(2), parts.get(3), parts.get(4));
    }

    String text() {
        return page + "," + row + "," + end + "," + window + "," + found;
    }

    /** As many pages as will nearly fill a batch, at most twice as many as before. */
    int window(int limit, int widest) {
        double fitting = found == 0 ? 2.0 * window : Math.min(FILL * limit / found, 2) * window;
        return (int) Math.max(1, Math.min(fitting, widest));
    }

    /** Whether a single page holds more rows than a batch may. */
    boolean tooDense(int limit) {
        return window == 1 && found > limit;
    }

    /** Behind a window in which so many rows were met. */
    PagePosition behind(int width, long met) {
        return new PagePosition(page + width, 0, end, width, met);
    }

    PagePosition endingAt(long pages) {
        return new PagePosition(page, row, pages, window, found);
    }

    boolean ended() {
        return page >= end;
    }
}
