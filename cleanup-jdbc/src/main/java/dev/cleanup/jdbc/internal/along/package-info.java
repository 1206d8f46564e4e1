/** What goes with the rows that are removed: the rows that refer to them. */
@NullMarked
package dev.cleanup.jdbc.internal.along;

import org.jspecify.annotations.NullMarked;
