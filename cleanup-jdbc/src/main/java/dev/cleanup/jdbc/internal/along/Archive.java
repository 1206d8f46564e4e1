package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.sql.Dialect;
import java.sql.Connection;

/** Where rows are kept before they go. */
public sealed interface Archive permits TableArchive, DirectoryArchive {

    /** Begins the copies of one transaction of a run. */
    Copies begin(Connection connection, Dialect dialect, String run);

    /** In words. */
    String words();
}
