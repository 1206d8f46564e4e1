package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.along.DirectoryArchive;
import dev.cleanup.jdbc.internal.along.FileRows;
import dev.cleanup.jdbc.internal.sql.Batch;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds the rows of a run that are in files and not in their table. */
record FromFiles(Connection connection, Dialect dialect, String run) {
    private static final int TOGETHER = 500;

    Restored restore(Part part, DirectoryArchive archive) throws SQLException {
        long[] counts = {0, 0};
        Map<Key, List<@Nullable Object>> waiting = new LinkedHashMap<>();
        try {
            new FileRows(archive.of(run), part.table(), part.columns()).each(part.key(), (key, values) -> {
                if (waiting.putIfAbsent(key, values) != null) {
                    counts[1]++;
                }
                if (waiting.size() == TOGETHER) {
                    add(part, waiting, counts);
                }
            });
        } catch (IOException failure) {
            throw new CleanupException(
                    "the archived rows of " + part.table().display() + " cannot be read, and nothing was restored",
                    failure);
        }
        add(part, waiting, counts);
        return new Restored(part.table().display(), counts[0], counts[1]);
    }

    private void add(Part part, Map<Key, List<@Nullable Object>> rows, long[] counts) throws SQLException {
        KeyedRows keyed = dialect.keyedRows(part.table(), part.key());
        Set<Key> there = rows.isEmpty()
                ? Set.of()
                : new HashSet<>(keyed.matching(connection, List.copyOf(rows.keySet()), Sql.of("1 = 1")));
        List<List<@Nullable Object>> missing = new ArrayList<>();
        rows.forEach((key, values) -> {
            if (!there.contains(key)) {
                missing.add(values);
            }
        });
        Batch.run(connection, dialect, insert(part), missing);
        counts[0] += missing.size();
        counts[1] += there.size();
        rows.clear();
    }

    private static String insert(Part part) {
        return "INSERT INTO " + part.table().sql() + " ("
                + part.columns().stream().map(Column::quoted).collect(Collectors.joining(", "))
                + ") OVERRIDING SYSTEM VALUE VALUES ("
                + Sql.marks(part.columns().size()) + ")";
    }
}
