package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.Pages;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a table in the order of its pages on disk, so that a run reads each page once, whatever the key is and whatever else the
 * predicate looks up. A batch is one DELETE over some pages: no keys are looked up, sent or sorted. When it meets more rows than the batch may
 * hold, a row that somebody holds or one that a constraint binds, it is rolled back, and the rows of these pages go by their keys; those of
 * orphans always do.
 *
 * <p>A row that is moved to another page meanwhile may be missed; the next run finds it.
 */
record PageWalk(Rows rows, Session session, KeyedRemoval removal) {
    private static final int FIRST_WINDOW = 64;

    /** As many small rows as the first window may well hold. */
    private static final int FIRST_LIMIT = 10_000;

    /** How much of a batch is aimed at: rows are not spread evenly, and one too many costs a second try. */
    private static final double FILL = 0.9;

    /** Up to here a batch deletes without a look at how many rows it will meet. */
    private static final int PROBED_WINDOW = 4 * FIRST_WINDOW;

    /** 64 MB with PostgreSQL's usual pages: a statement's work stays short where few rows may go. */
    private static final int WIDEST_WINDOW = 8_192;

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        PagePosition from = request.after()
                .map(PagePosition::parse)
                .orElse(new PagePosition(0, 0, FIRST_WINDOW, FIRST_LIMIT))
                .narrowed(request.limit());
        Pages pages = new Pages(rows.dialect(), rows.table(), rows.key());
        Optional<Reached> reached = removal.locksFirst()
                ? Optional.empty()
                : removal.together((connection, gone) -> deleteWithin(connection, request, from, pages, gone));
        return reached.isPresent() ? reached.get().next(request, from) : removeByKeys(request, from, pages);
    }

    /** How many rows were found up to the end of the window, and how many pages the table has. */
    private record Reached(int found, long pages) {

        Optional<String> next(BatchRequest request, PagePosition from) {
            PagePosition next = new PagePosition(
                    from.page() + from.window(), 0, window(request.limit(), from.window()), request.limit());
            return next.page() < pages ? Optional.of(next.text()) : Optional.empty();
        }

        /** As many pages as will nearly fill a batch, at most twice as many as before. */
        private int window(int limit, int before) {
            double fitting = found == 0 ? 2.0 * before : FILL * limit / found * before;
            return (int) Math.max(1, Math.min(Math.min(fitting, 2.0 * before), WIDEST_WINDOW));
        }
    }

    private Optional<Reached> deleteWithin(
            Connection connection, BatchRequest request, PagePosition from, Pages pages, List<Key> gone)
            throws SQLException {
        if (from.window() > PROBED_WINDOW && dense(connection, request, from, pages)) {
            return Optional.empty();
        }
        gone.addAll(pages.delete(connection, from.page(), from.row(), from.window(), removal.condition()));
        if (gone.size() <= request.limit()) {
            return Optional.of(new Reached(gone.size(), pages.count(connection)));
        }
        return Optional.empty();
    }

    /** A DELETE of many more rows than a batch may hold would lock them all until it is rolled back, so a wide window is looked at first. */
    private boolean dense(Connection connection, BatchRequest request, PagePosition from, Pages pages)
            throws SQLException {
        return pages.countUpTo(
                        connection, from.page(), from.row(), from.window(), removal.condition(), request.limit() + 1)
                > request.limit();
    }

    private Optional<String> removeByKeys(BatchRequest request, PagePosition from, Pages pages) throws SQLException {
        List<Pages.Row> next = session.transaction(connection ->
                pages.next(connection, from.page(), from.row(), from.window(), removal.condition(), request.limit()));
        long count = session.transaction(pages::count);
        removal.removeAll(next.stream().map(Pages.Row::key).toList());
        if (next.size() < request.limit()) {
            return new Reached(next.size(), count).next(request, from);
        }
        Pages.Row last = next.get(next.size() - 1);
        return Optional.of(
                new PagePosition(last.page(), last.row(), Math.max(1, from.window() / 2), request.limit()).text());
    }
}
