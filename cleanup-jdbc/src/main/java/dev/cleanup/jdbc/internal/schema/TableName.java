package dev.cleanup.jdbc.internal.schema;

import java.util.Optional;

/**
 * A table as the user names it.
 *
 * @param schema empty for the connection's current one
 * @param table its name
 */
public record TableName(Optional<String> schema, String table) {}
