package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.files.RowsFile;
import dev.cleanup.jdbc.internal.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows are kept in files, a few for each batch, that are on the disk before the COMMIT. When the COMMIT does not come about, a file may hold
 * rows that did not go, and never the other way round.
 *
 * @param folder of the task
 * @param number behind the names of files
 */
public record DirectoryArchive(Path folder, String task, AtomicInteger number) implements Archive {

    static DirectoryArchive of(Path directory, String task) {
        return new DirectoryArchive(directory.resolve(RowsFile.safe(task)), task, new AtomicInteger(1));
    }

    /** Where the files of a run are. */
    public Path of(String run) {
        return folder.resolve(RowsFile.safe(run));
    }

    @Override
    public Copies begin(Connection connection, Dialect dialect, String run) {
        return new FileCopies(this, connection, dialect, run);
    }

    @Override
    public String words() {
        return "in files under " + folder;
    }
}
