/** Who of some owners has a row: what was set up, what the database makes of it, and the look-up. */
@NullMarked
package dev.cleanup.jdbc.internal.owners;

import org.jspecify.annotations.NullMarked;
