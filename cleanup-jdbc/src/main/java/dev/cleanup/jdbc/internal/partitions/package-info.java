/** Partitions that lie wholly before a cutoff: what was set up, what the database makes of it, and how one goes. */
@NullMarked
package dev.cleanup.jdbc.internal.partitions;

import org.jspecify.annotations.NullMarked;
