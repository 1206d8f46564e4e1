/** Tables that belong to this library: made by its DDL, or by the application's migrations and then checked. */
@NullMarked
package dev.cleanup.jdbc.internal.tables;

import org.jspecify.annotations.NullMarked;
