package dev.cleanup.servlet.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered. Immutable.
 *
 * @param rows each with one text per column, null for SQL's NULL: numbers as the database writes them, so that none loses digits,
 *     timestamps and dates as ISO 8601, binary values as their length such as {@code 12 bytes}
 * @param truncated whether anything was left out: rows after {@value #MAX_ROWS}, the ends of cells beyond {@value #MAX_CELL_BYTES} bytes (less
 *     with more than 31 columns, so that a row fits), or rows beyond {@value #MAX_BYTES} bytes in all
 * @param took from the request to the last row
 */
public record QueryResult(List<Column> columns, List<List<@Nullable String>> rows, boolean truncated, Duration took) {
    /** The most rows. */
    public static final int MAX_ROWS = 1_000;

    /** The most bytes of a cell, in UTF-8. */
    public static final int MAX_CELL_BYTES = 65_536;

    /** The most bytes of all cells, in UTF-8, each counted with {@value #CELL_OVERHEAD} for what stands around it. */
    public static final int MAX_BYTES = 2 * 1_024 * 1_024;

    static final int CELL_OVERHEAD = 4;

    /** Copies the lists. */
    public QueryResult {
        columns = List.copyOf(columns);
        List<List<@Nullable String>> copy = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }

    /**
     * A column.
     *
     * @param name as the query names it; not necessarily unique
     * @param type as the database names it, such as {@code int8}
     */
    public record Column(String name, String type) {}

    /** The most bytes of a cell when there are so many columns: a row of full cells still fits. */
    static int cellLimit(int columns) {
        return Math.min(MAX_CELL_BYTES, MAX_BYTES / Math.max(1, columns) - CELL_OVERHEAD);
    }
}
