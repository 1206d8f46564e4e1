package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows are kept in tables of the same database: copied in the transaction that they go in, so that they are always in exactly one of both.
 *
 * @param pairs each table with its archive
 */
public record TableArchive(List<Pair> pairs) implements Archive {
    public TableArchive {
        pairs = List.copyOf(pairs);
    }

    /**
     * A table with its archive.
     *
     * @param run the archive's column for the run's id
     * @param archivedAt the archive's column for the time of the copy
     */
    public record Pair(Table source, Table archive, Column run, Column archivedAt) {}

    /** The archive of a table. */
    public Pair of(Table table) {
        return pairs.stream()
                .filter(pair -> pair.source().display().equals(table.display()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(table.display() + " has no archive"));
    }

    @Override
    public Copies begin(Connection connection, Dialect dialect, String run) {
        return new Copies() {
            @Override
            public boolean kept() {
                return true;
            }

            @Override
            public long copy(Table table, Sql from, String alias) throws SQLException {
                return Statements.update(
                        connection, dialect, insert(of(table), alias, run).plus(from));
            }
        };
    }

    private static Sql insert(Pair pair, String alias, String run) {
        List<Column> columns = pair.source().columns();
        String into = columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
        String from =
                columns.stream().map(column -> alias + "." + column.quoted()).collect(Collectors.joining(", "));
        return Sql.of(
                "INSERT INTO " + pair.archive().sql() + " (" + into + ", "
                        + pair.run().quoted() + ", " + pair.archivedAt().quoted()
                        + ") OVERRIDING SYSTEM VALUE SELECT " + from + ", CAST(? AS VARCHAR), CURRENT_TIMESTAMP FROM ",
                run);
    }

    @Override
    public String words() {
        return pairs.stream()
                .map(pair -> pair.source().display() + " to " + pair.archive().display())
                .collect(Collectors.joining(", "));
    }
}
