package dev.cleanup.alerts;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What people are told: counts and reasons, and nothing of the items themselves.
 *
 * @param at when it was noticed
 * @param type whether something began, goes on or is over
 * @param problem what it is, or was
 * @param service the service's name
 * @param task the task it is about, if it is about one
 * @param link the page, at the run it is about; empty when the page's address is not known
 * @param subject one line without control characters
 * @param text plain text of several lines, the link included
 */
public record Alert(
        Instant at,
        Type type,
        Problem problem,
        String service,
        Optional<String> task,
        Optional<URI> link,
        String subject,
        String text) {

    /** Where a problem stands. */
    public enum Type {
        /** It began, or was there when the watch began. */
        PROBLEM,
        /** It is still there. */
        REMINDER,
        /** It is over. */
        RECOVERY
    }

    /** What people are told of. */
    public enum Problem {
        /** A scheduled run should have begun, and has not. */
        OVERDUE,
        /** The task's last run failed, or could remove nothing of what it tried. */
        FAILED,
        /** The node of the last run died. */
        ABANDONED,
        /** A safety rule said no, and nobody has decided yet. */
        REFUSED,
        /** The service's history could not be read, three looks in a row. */
        UNREADABLE
    }
}
