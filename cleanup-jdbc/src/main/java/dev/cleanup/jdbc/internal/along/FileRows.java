package dev.cleanup.jdbc.internal.along;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.files.RowsFile;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in the files of a run.
 *
 * @param columns those that are read; a file without one of them is refused, and so is one with columns that the table no longer has
 */
public record FileRows(Path folder, Table table, List<Column> columns) {

    /** Takes a row. */
    public interface Use {
        void row(Key key, List<@Nullable Object> values) throws SQLException;
    }

    /** Goes through all rows, in the order in which they were archived or not. */
    public void each(List<Column> key, Use use) throws IOException, SQLException {
        for (Path file : RowsFile.in(folder)) {
            Map<String, @Nullable Object> heading = RowsFile.heading(file);
            if (table.name().equals(heading.get("table")) && table.schema().equals(heading.get("schema"))) {
                checkColumns(heading);
                read(file, key, use);
            }
        }
    }

    private void checkColumns(Map<String, @Nullable Object> heading) {
        List<?> there = heading.get("columns") instanceof List<?> list ? list : List.of();
        boolean gone = there.stream()
                .anyMatch(name -> table.column(String.valueOf(name)).isEmpty());
        if (gone || !there.containsAll(columns.stream().map(Column::name).toList())) {
            throw new CleanupException("the table " + table.display()
                    + " has other columns than when its rows were archived, and nothing was restored");
        }
    }

    private void read(Path file, List<Column> key, Use use) throws IOException, SQLException {
        boolean[] begun = {false};
        try {
            RowsFile.read(file, members -> {
                if (begun[0]) {
                    row(members, key, use);
                }
                begun[0] = true;
            });
        } catch (FailedException failure) {
            throw failure.failure;
        }
    }

    private void row(Map<String, @Nullable Object> members, List<Column> key, Use use) {
        List<String> parts = new ArrayList<>();
        key.forEach(column -> parts.add(String.valueOf(members.get(column.name()))));
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : columns) {
            Object text = members.get(column.name());
            values.add(Written.of(column).value(text == null ? null : text.toString()));
        }
        try {
            use.row(new Key(parts), values);
        } catch (SQLException failure) {
            throw new FailedException(failure);
        }
    }

    private static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException failure;

        FailedException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
