package dev.cleanup.jdbc.internal.tables;

import java.util.List;

/**
 * Tables that belong together.
 *
 * @param what they are, in a word; their DDL is in a folder of that name
 * @param tables those that others refer to first
 */
public record Layout(String what, List<OwnTable> tables) {}
