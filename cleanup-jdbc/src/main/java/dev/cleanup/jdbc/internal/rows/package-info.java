/** The task that removes rows: what was set up, the one predicate, the survey and the removal. */
@NullMarked
package dev.cleanup.jdbc.internal.rows;

import org.jspecify.annotations.NullMarked;
