package dev.cleanup.jdbc.internal.along;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.files.RowsFile;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the rows of one transaction in files, one for each table. */
final class FileCopies implements Copies {
    private static final Logger LOG = LoggerFactory.getLogger(FileCopies.class);

    private final DirectoryArchive archive;
    private final Connection connection;
    private final Dialect dialect;
    private final String run;
    private final Map<String, RowsFile> files = new LinkedHashMap<>();

    FileCopies(DirectoryArchive archive, Connection connection, Dialect dialect, String run) {
        this.archive = archive;
        this.connection = connection;
        this.dialect = dialect;
        this.run = run;
    }

    @Override
    public boolean kept() {
        return true;
    }

    @Override
    public long copy(Table table, Sql from, String alias) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> Written.of(column).sql(alias + "." + column.quoted()))
                .collect(Collectors.joining(", "));
        long[] rows = {0};
        try {
            Statements.each(
                    connection, dialect, Sql.of("SELECT " + columns + " FROM ").plus(from), row -> {
                        write(table, row);
                        rows[0]++;
                        return true;
                    });
        } catch (UncheckedIOException failure) {
            IOException cause = failure.getCause();
            throw unwritten(cause == null ? new IOException(failure) : cause);
        }
        return rows[0];
    }

    private void write(Table table, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        int index = 0;
        for (Column column : table.columns()) {
            index++;
            members.put(column.name(), Written.of(column).read(row, index));
        }
        try {
            file(table).write(members);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private RowsFile file(Table table) throws IOException {
        RowsFile there = files.get(table.display());
        if (there != null) {
            return there;
        }
        RowsFile file = RowsFile.create(
                archive.of(run), RowsFile.safe(table.name()), archive.number().getAndIncrement());
        files.put(table.display(), file);
        file.write(heading(table));
        return file;
    }

    private Map<String, Object> heading(Table table) {
        Map<String, Object> heading = new LinkedHashMap<>();
        heading.put("task", archive.task());
        heading.put("run", run);
        heading.put("schema", table.schema());
        heading.put("table", table.name());
        heading.put("columns", table.columns().stream().map(Column::name).toList());
        heading.put("types", table.columns().stream().map(Column::type).toList());
        return heading;
    }

    @Override
    public void complete() {
        try {
            for (RowsFile file : List.copyOf(files.values())) {
                file.complete();
            }
        } catch (IOException failure) {
            throw unwritten(failure);
        }
    }

    @Override
    public void discard() {
        for (RowsFile file : files.values()) {
            try {
                file.discard();
            } catch (IOException failure) {
                LOG.warn("{}: a file of rows that stayed could not be removed", archive.task(), failure);
            }
        }
        files.clear();
    }

    private static CleanupException unwritten(IOException failure) {
        String reason = failure instanceof FileSystemException system && system.getReason() != null
                ? String.valueOf(system.getReason())
                : failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        return new CleanupException("the rows cannot be archived, so they stay: " + reason, failure);
    }
}
