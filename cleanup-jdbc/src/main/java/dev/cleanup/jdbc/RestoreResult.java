package dev.cleanup.jdbc;

import java.util.List;

/**
 * What became of the rows that a run had archived.
 *
 * @param run the run's id
 * @param tables each table whose rows were archived, parents before their children
 */
public record RestoreResult(String run, List<TableResult> tables) {
    public RestoreResult {
        tables = List.copyOf(tables);
    }

    /**
     * What became of the rows of one table.
     *
     * @param table its name, with its schema
     * @param restored rows that were put back
     * @param alreadyThere archived rows whose key was in the table already; they were left alone, and so was the archive's copy of them
     */
    public record TableResult(String table, long restored, long alreadyThere) {}
}
