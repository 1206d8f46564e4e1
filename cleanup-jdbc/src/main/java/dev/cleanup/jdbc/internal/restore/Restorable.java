package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.jdbc.internal.along.Along;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Table;
import java.util.List;

/**
 * A task whose rows are kept when they go.
 *
 * @param key tells rows of its own table apart
 * @param along what goes along with them, and where all of it is kept
 */
public record Restorable(String task, Table table, List<Column> key, Along along) {}
