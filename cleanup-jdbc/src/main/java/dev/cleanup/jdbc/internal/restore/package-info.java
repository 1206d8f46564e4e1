/** Puts archived rows back. */
@NullMarked
package dev.cleanup.jdbc.internal.restore;

import org.jspecify.annotations.NullMarked;
