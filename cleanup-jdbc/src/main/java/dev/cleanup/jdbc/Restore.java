package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.RestoreResult.TableResult;
import dev.cleanup.jdbc.internal.restore.Restorable;
import dev.cleanup.jdbc.internal.restore.Restoration;
import dev.cleanup.jdbc.internal.restore.Restored;
import dev.cleanup.jdbc.internal.rows.RowsTask;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.sql.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts the archived rows of a run back: all or nothing, in one transaction, parents before their children. Not safe for use by several threads.
 *
 * <pre>{@code
 * RestoreResult result = JdbcCleanup.restore(dataSource).task(bots).run(runId).restore();
 * }</pre>
 */
public final class Restore {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(30));

    private final DataSource dataSource;
    private final List<RowsTask> tasks = new ArrayList<>();
    private @Nullable String run;

    Restore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A task whose rows are put back, and those that went along; each call adds one.
     *
     * @throws ConfigurationException when it is none of {@link JdbcCleanup} with an archive
     */
    public Restore task(CleanupTask task) {
        if (!(task instanceof RowsTask rows) || !rows.archives()) {
            throw new ConfigurationException(
                    "task", task.name(), "accepted are tasks of JdbcCleanup that were built with archiveTo");
        }
        tasks.add(rows);
        return this;
    }

    /** The id of the run that removed the rows, as the history has it. */
    public Restore run(String id) {
        run = id;
        return this;
    }

    /**
     * Puts the rows back. A row whose key is in its table again is left alone and counted, so that doing this twice is harmless. What was put
     * back leaves an archive that is a table, in the same transaction; files stay as they are. Triggers of the tables act as on any row. The rows are
     * as old as they were, so that the next run of the task removes them again, unless its rule or the rows have changed.
     *
     * @throws ConfigurationException when a setting is missing or the tables refer to each other in a circle
     * @throws CleanupException when a row cannot be put back, such as one whose parent is gone; nothing was done then
     */
    public RestoreResult restore() {
        String id = RowsBuilder.required("run", run);
        if (tasks.isEmpty()) {
            throw new ConfigurationException("task", "", "it is required");
        }
        List<Restored> restored = Session.writing(
                dataSource,
                LIMITS,
                session -> session.transaction(connection -> {
                    List<Restorable> restorables = new ArrayList<>();
                    for (RowsTask task : tasks) {
                        restorables.add(task.restorable(connection, session.dialect()));
                    }
                    return new Restoration(connection, session.dialect(), id).restore(restorables);
                }));
        return new RestoreResult(
                id,
                restored.stream()
                        .map(one -> new TableResult(one.table(), one.restored(), one.alreadyThere()))
                        .toList());
    }
}
