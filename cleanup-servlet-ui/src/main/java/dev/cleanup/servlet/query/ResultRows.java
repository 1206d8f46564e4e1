package dev.cleanup.servlet.query;

import dev.cleanup.servlet.query.QueryResult.Column;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers rows up to the limits of a {@link QueryResult}. */
final class ResultRows {
    private final List<Column> columns;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private final ByteBuffer buffer;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private long bytes;
    private boolean truncated;

    ResultRows(List<Column> columns) {
        this.columns = columns;
        this.buffer = ByteBuffer.allocate(QueryResult.cellLimit(columns.size()));
    }

    /** Adds a row; false when it did not fit, and no further one will. */
    boolean add(List<@Nullable String> cells) {
        List<@Nullable String> row = new ArrayList<>(cells.size());
        boolean fits = rows.size() < QueryResult.MAX_ROWS;
        for (int i = 0; fits && i < cells.size(); i++) {
            row.add(cut(cells.get(i)));
            fits = bytes <= QueryResult.MAX_BYTES;
        }
        if (fits) {
            rows.add(row);
        } else {
            truncated = true;
        }
        return fits;
    }

    /** As much of the text as fits into a cell; counts its bytes. */
    private @Nullable String cut(@Nullable String text) {
        bytes += QueryResult.CELL_OVERHEAD;
        if (text == null) {
            return null;
        }
        CharBuffer chars = CharBuffer.wrap(text);
        encoder.reset().encode(chars, buffer.clear(), true);
        bytes += buffer.position();
        truncated |= chars.hasRemaining();
        return chars.hasRemaining() ? text.substring(0, chars.position()) : text;
    }

    QueryResult result(Duration took) {
        return new QueryResult(columns, rows, truncated, took);
    }
}
