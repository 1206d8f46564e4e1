package dev.cleanup.jdbc.internal.along;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.along.TableArchive.Pair;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Shape;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares an archive with the table whose rows it takes. */
record TableArchiveResolver(Catalog catalog) {
    private static final Set<String> TEXTS = Set.of("varchar", "text", "CHARACTER VARYING", "CHARACTER LARGE OBJECT");
    private static final Set<String> TIMES = Set.of("timestamptz", "TIMESTAMP WITH TIME ZONE");

    Pair pair(String setting, Table source, TableName name) throws SQLException {
        Table archive = catalog.table(setting, name);
        if (archive.display().equals(source.display())) {
            throw new ConfigurationException(
                    setting, archive.display(), "it is the table whose rows go; accepted is another table");
        }
        if (catalog.forgets(archive) && !catalog.forgets(source)) {
            throw new ConfigurationException(
                    setting,
                    archive.display(),
                    "a crash of the server would empty it, since it is UNLOGGED or temporary; accepted is a table that is logged");
        }
        Pair pair = new Pair(
                source,
                archive,
                own(setting, archive, "cleanup_run", TEXTS),
                own(setting, archive, "cleanup_archived_at", TIMES));
        check(setting, pair);
        return pair;
    }

    private Column own(String setting, Table archive, String name, Set<String> types) throws SQLException {
        Column column = catalog.column(setting, archive, name);
        if (!types.contains(column.type())) {
            throw new ConfigurationException(
                    setting,
                    archive.display(),
                    "its column " + column.name() + " is of type " + column.type() + "; accepted are "
                            + String.join(", ", types.stream().sorted().toList()));
        }
        return column;
    }

    private void check(String setting, Pair pair) throws SQLException {
        List<Shape> there = catalog.shapes(pair.archive());
        List<String> problems = new ArrayList<>();
        for (Shape needed : catalog.shapes(pair.source())) {
            Optional<Shape> found = there.stream()
                    .filter(shape -> shape.name().equals(needed.name()))
                    .findFirst();
            boolean ours = Set.of(pair.run().name(), pair.archivedAt().name()).contains(needed.name());
            if (ours) {
                problems.add("the table itself has a column " + needed.name());
            } else if (found.isEmpty()) {
                problems.add("it lacks " + needed.name() + " of type " + needed.words());
            } else if (!found.get().holds(needed)) {
                problems.add(needed.name() + " is of type " + found.get().words() + " and not " + needed.words());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    setting,
                    pair.archive().display(),
                    String.join(", ", problems) + "; accepted is a table with every column of "
                            + pair.source().display() + ", of the same type, and cleanup_run and cleanup_archived_at");
        }
    }
}
