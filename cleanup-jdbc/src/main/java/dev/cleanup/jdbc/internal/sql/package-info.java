/** How to talk to a database: SQL with its values, the two dialects, transactions that leave no trace, failures in our own words. */
@NullMarked
package dev.cleanup.jdbc.internal.sql;

import org.jspecify.annotations.NullMarked;
