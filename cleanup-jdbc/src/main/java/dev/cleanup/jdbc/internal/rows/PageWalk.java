package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.rows.KeyedRemoval.Count;
import dev.cleanup.jdbc.internal.sql.Pages;
import dev.cleanup.jdbc.internal.sql.Pages.Range;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes through a table in the order of its pages on disk, so that a run reads each page once, whatever the key is and whatever else the
 * predicate looks up. A batch is a few DELETEs, each over some pages: no keys are looked up, sent or sorted. When it meets more rows than the batch may
 * hold, it is rolled back and tries fewer pages; when it meets a row that somebody holds or that a constraint binds, the rows of these pages go
 * by their keys.
 *
 * <p>A row that is moved to another page meanwhile may be missed; the next run finds it.
 */
record PageWalk(Rows rows, Session session, KeyedRemoval removal) {
    /**
     * By how many statements the rows of a batch go at most, each for some milliseconds of work at the usual size: in between, whoever waits for the
     * processor gets it. Sixteen take half as long again as one DELETE of a large table by hand; see docs/performance.md.
     */
    private static final int STATEMENTS = 8;

    /** Fewer rows than this are not worth a statement. */
    private static final int FEW = 1_250;

    /** On more pages than this a batch picks its rows one by one: that is slower where many may go, and never locks more than the batch may hold. */
    private static final int DENSE_WINDOW = 256;

    /** 64 MB with PostgreSQL's usual pages: a statement's work stays short where few rows may go. */
    private static final int WIDEST_WINDOW = 8_192;

    /** Each child's parent is looked up, so that fewer pages are as much work. */
    private static final int WIDEST_OF_CHILDREN = 128;

    /** By how much a window shrinks that held too many rows. */
    private static final int SHRINK = 4;

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request, PagePosition from) throws SQLException {
        Pages pages = new Pages(rows.dialect(), rows.table(), rows.key());
        int widest = rows.reference().isPresent() ? WIDEST_OF_CHILDREN : WIDEST_WINDOW;
        int window = from.window(request.limit(), widest);
        while (!removal.mustTellApart() && !from.tooDense(request.limit())) {
            int width = window;
            Optional<PagePosition> behind =
                    removal.counted(request.limit(), connection -> delete(connection, request, from, width));
            if (behind.isPresent()) {
                return next(behind.get());
            }
            if (removal.mustTellApart() || window == 1) {
                break;
            }
            window = Math.max(1, window / SHRINK);
        }
        return removeByKeys(request, from, pages, window);
    }

    private static Optional<String> next(PagePosition position) {
        return position.ended() ? Optional.empty() : Optional.of(position.text());
    }

    private Optional<Count<PagePosition>> delete(
            Connection connection, BatchRequest request, PagePosition from, int window) throws SQLException {
        RangeRemoval ranges = new RangeRemoval(rows, connection);
        int slice = slice(request.limit(), window);
        long deleted = 0;
        for (int done = 0; done < window && deleted <= request.limit(); done += slice) {
            int row = done == 0 ? from.row() : 0;
            Range range = new Range(from.page() + done, row, Math.min(slice, window - done));
            OptionalLong some = window > DENSE_WINDOW
                    ? ranges.removeSome(range.sql(), removal.condition(), request.limit() + 1 - (int) deleted)
                    : ranges.remove(range.sql(), removal.conditionWithin(range.sql()));
            if (some.isEmpty()) {
                return Optional.empty();
            }
            deleted += some.getAsLong();
        }
        return Optional.of(new Count<>(deleted, counted(connection, from.behind(window, deleted))));
    }

    /** How many pages go by one statement. Each of orphans is followed by a second look for their parents, which is better done for all at once. */
    private int slice(int limit, int window) {
        int statements = rows.reference().isPresent() ? 1 : Math.min(STATEMENTS, (limit + FEW - 1) / FEW);
        return (window + statements - 1) / statements;
    }

    /** The pages are counted at first, and again at what was the end of them. */
    private PagePosition counted(Connection connection, PagePosition position) throws SQLException {
        return position.ended()
                ? position.endingAt(new Pages(rows.dialect(), rows.table(), rows.key()).count(connection))
                : position;
    }

    private Optional<String> removeByKeys(BatchRequest request, PagePosition from, Pages pages, int window)
            throws SQLException {
        Range range = new Range(from.page(), from.row(), window);
        List<Pages.Row> next =
                session.transaction(connection -> pages.next(connection, range, removal.condition(), request.limit()));
        PagePosition behind = session.transaction(connection -> counted(connection, from.behind(window, next.size())));
        removal.removeAll(next.stream().map(Pages.Row::key).toList());
        if (next.size() < request.limit()) {
            return next(behind);
        }
        Pages.Row last = next.get(next.size() - 1);
        return Optional.of(
                new PagePosition(last.page(), last.row(), behind.end(), window, 2L * request.limit()).text());
    }
}
