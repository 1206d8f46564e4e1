package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.jdbc.internal.along.Archive;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Table;
import java.util.List;

/**
 * The rows of one table in one archive.
 *
 * @param key tells its rows apart; empty when it has none
 * @param columns those that can be written to
 */
record Part(Table table, List<Column> key, List<Column> columns, Archive archive) {}
