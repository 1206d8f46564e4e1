package dev.cleanup.jdbc.internal.restore;

/**
 * What became of the archived rows of one table.
 *
 * @param alreadyThere rows whose key was in the table already
 */
public record Restored(String table, long restored, long alreadyThere) {}
