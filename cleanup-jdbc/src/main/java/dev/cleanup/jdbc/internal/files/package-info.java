/** Rows in files: gzipped JSON Lines, one object a row. */
@NullMarked
package dev.cleanup.jdbc.internal.files;

import org.jspecify.annotations.NullMarked;
