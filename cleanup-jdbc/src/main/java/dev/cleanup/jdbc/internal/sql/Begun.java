package dev.cleanup.jdbc.internal.sql;

import java.util.Optional;

/**
 * A transaction that has begun.
 *
 * @param restore puts the connection back once it has ended
 * @param transaction what tells later on, over another connection, what became of it; empty where nothing does or nobody asked for it
 */
public record Begun(Restore restore, Optional<String> transaction) {}
