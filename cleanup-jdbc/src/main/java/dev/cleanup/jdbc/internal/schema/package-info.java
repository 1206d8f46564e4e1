/** What the database says of its tables, and the checks that a table must pass before anything is removed from it. */
@NullMarked
package dev.cleanup.jdbc.internal.schema;

import org.jspecify.annotations.NullMarked;
