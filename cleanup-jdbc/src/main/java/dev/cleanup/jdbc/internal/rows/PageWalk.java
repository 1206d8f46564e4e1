package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.LostCommitException;
import dev.cleanup.jdbc.internal.sql.Pages;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a table in the order of its pages on disk, so that a run reads each page once, whatever the key is. A batch is one DELETE over
 * some pages: no keys are looked up, sent or sorted. When it meets more rows than the batch may hold, a row that somebody holds or one that a
 * constraint binds, it is rolled back, and the rows of these pages go by their keys.
 *
 * <p>A row that is moved to another page meanwhile may be missed; the next run finds it.
 */
record PageWalk(Rows rows, Session session, KeyedRemoval removal) {
    private static final int FIRST_WINDOW = 64;

    /** 64 MB with PostgreSQL's usual pages: a statement's work stays short where few rows may go. */
    private static final int WIDEST_WINDOW = 8_192;

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        PagePosition from = request.after().map(PagePosition::parse).orElse(new PagePosition(0, 0, FIRST_WINDOW));
        Pages pages = new Pages(rows.dialect(), rows.table(), rows.key());
        List<Key> gone = new ArrayList<>();
        try {
            Optional<Long> count =
                    session.transaction(connection -> removeWindow(connection, request, from, pages, gone));
            if (count.isPresent()) {
                removal.removed(gone.size());
                boolean sparse = gone.size() < request.limit() / 2;
                return behind(from, count.get(), sparse ? Math.min(WIDEST_WINDOW, from.window() * 2) : from.window());
            }
        } catch (LostCommitException lost) {
            throw KeyedRemoval.unknown(gone, lost);
        } catch (SQLException failure) {
            FailureKind kind = rows.dialect().kind(failure);
            if (kind == FailureKind.LOCKED) {
                removal.lockFirst();
            } else if (!kind.ofSingleRows()) {
                throw failure;
            }
        }
        return removeByKeys(request, from, pages);
    }

    private static Optional<String> behind(PagePosition from, long count, int window) {
        PagePosition next = new PagePosition(from.page() + from.window(), 0, window);
        return next.page() < count ? Optional.of(next.text()) : Optional.empty();
    }

    /** How many pages there are; empty when nothing was removed because there were more rows than the batch may hold. */
    private Optional<Long> removeWindow(
            Connection connection, BatchRequest request, PagePosition from, Pages pages, List<Key> gone)
            throws SQLException {
        gone.addAll(pages.delete(connection, from.page(), from.row(), from.window(), removal.condition()));
        if (gone.size() <= request.limit()) {
            return Optional.of(pages.count(connection));
        }
        connection.rollback();
        return Optional.empty();
    }

    private Optional<String> removeByKeys(BatchRequest request, PagePosition from, Pages pages) throws SQLException {
        List<Pages.Row> next = session.transaction(connection ->
                pages.next(connection, from.page(), from.row(), from.window(), removal.condition(), request.limit()));
        removal.removeAll(next.stream().map(Pages.Row::key).toList());
        if (next.size() < request.limit()) {
            return behind(from, session.transaction(pages::count), from.window());
        }
        Pages.Row last = next.get(next.size() - 1);
        return Optional.of(new PagePosition(last.page(), last.row(), Math.max(1, from.window() / 2)).text());
    }
}
