/**
 * Cleans up rows over plain JDBC: {@code JdbcCleanup} removes expired and orphaned rows from PostgreSQL and H2, in
 * batches that recheck every row as they delete it; {@code JdbcOwners} tells which owners are still there, {@code JdbcHistoryStore} keeps the
 * history. The data source is the application's own.
 */
@NullMarked
package dev.cleanup.jdbc;

import org.jspecify.annotations.NullMarked;
