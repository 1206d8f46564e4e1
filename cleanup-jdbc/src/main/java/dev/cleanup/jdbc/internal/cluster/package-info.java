/** What nodes of one service share in the database: when it runs next, who runs which task, and under which rules. */
@NullMarked
package dev.cleanup.jdbc.internal.cluster;

import org.jspecify.annotations.NullMarked;
