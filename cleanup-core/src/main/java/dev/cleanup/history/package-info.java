/** What happened: every run, refusal and manual action is kept in a {@link dev.cleanup.history.HistoryStore}. */
@NullMarked
package dev.cleanup.history;

import org.jspecify.annotations.NullMarked;
