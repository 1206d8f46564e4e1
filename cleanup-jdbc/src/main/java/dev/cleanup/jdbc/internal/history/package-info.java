/** The history in tables: which there are, how a run stands in them, what is marked and what is dropped. */
@NullMarked
package dev.cleanup.jdbc.internal.history;

import org.jspecify.annotations.NullMarked;
