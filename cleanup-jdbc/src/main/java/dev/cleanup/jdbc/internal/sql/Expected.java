package dev.cleanup.jdbc.internal.sql;

/**
 * What a database expects of a query on one table, by its statistics.
 *
 * @param all rows of the table
 * @param found rows that the query gives
 * @param readsAll whether it would read the whole table for them
 */
public record Expected(long all, long found, boolean readsAll) {}
