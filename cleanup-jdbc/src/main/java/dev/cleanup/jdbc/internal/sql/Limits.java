package dev.cleanup.jdbc.internal.sql;

import java.time.Duration;

/**
 * How long a transaction may keep others waiting.
 *
 * @param lock how long it waits for a lock
 * @param statement how long one statement may take
 */
public record Limits(Duration lock, Duration statement) {}
