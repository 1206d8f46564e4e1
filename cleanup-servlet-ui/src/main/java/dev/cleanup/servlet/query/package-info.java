/**
 * Questions to a database that cannot change it: queries the application registered by name, and, on PostgreSQL with a role of its own, SQL
 * that an operator writes. Plain JDBC, and nothing of HTTP.
 */
@NullMarked
package dev.cleanup.servlet.query;

import org.jspecify.annotations.NullMarked;
