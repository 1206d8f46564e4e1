package dev.cleanup.jdbc.internal.owners;

import dev.cleanup.CleanupException;
import dev.cleanup.TransientFailureException;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks owners up within one session: page by page, all pages in one snapshot. Whatever speaks against the answer is thrown. */
public final class OwnersLookup {
    private static final Logger LOG = LoggerFactory.getLogger(OwnersLookup.class);
    private static final int PAGE = 500;

    private final Session session;
    private final Dialect dialect;
    private final OwnerRows rows;

    /** Compares what was set up with the database anew, since tables change. */
    public OwnersLookup(Session session, OwnersSettings settings) throws SQLException {
        this.session = session;
        this.dialect = session.dialect();
        this.rows = session.transaction(connection -> OwnerRows.resolve(connection, dialect, settings));
    }

    /** The rows of owners, after the database judged types and permissions without a look at any of them. */
    public OwnerRows tryOut() throws SQLException {
        try {
            inSnapshot(connection -> places(connection, List.of()));
            return rows;
        } catch (SQLException failure) {
            throw Failures.tried(
                    dialect,
                    failure,
                    "owners cannot be looked up in " + rows.table().display(),
                    "check that the values fit the types of their columns and that the user may read the table");
        }
    }

    /** Whether there is any active owner. */
    public boolean any() throws SQLException {
        return inSnapshot(
                connection -> Statements.text(connection, dialect, rows.any()).isPresent());
    }

    /**
     * Those of these ids that an active owner is known by, and those that are no value of the id's type: a wrong label says nothing about who is
     * there. Where nobody is there at all it is nobody, so that whoever asks notices that.
     */
    public Set<String> active(Set<String> ids) throws SQLException {
        List<Asked> asked = new ArrayList<>();
        for (String id : ids) {
            rows.type().read(id).ifPresent(text -> asked.add(new Asked(id, text)));
        }
        Set<String> unreadable = new HashSet<>(ids);
        Set<String> active = among(asked, unreadable);
        if (unreadable.isEmpty() || (active.isEmpty() && !any())) {
            return active;
        }
        LOG.warn(
                "{} of {} owners that were looked up are no values of the type of {}, such as one of the form '{}'; they count as being there",
                unreadable.size(),
                ids.size(),
                rows.describe(),
                Shape.of(unreadable.iterator().next()));
        unreadable.addAll(active);
        return Set.copyOf(unreadable);
    }

    /** Takes out of the others what can be read. */
    private Set<String> among(List<Asked> asked, Set<String> others) throws SQLException {
        try {
            Set<String> active = among(asked);
            asked.forEach(one -> others.remove(one.id()));
            return active;
        } catch (SQLException failure) {
            if (dialect.kind(failure) != FailureKind.DATA) {
                throw failure;
            }
            // When it is not an id that does not fit, this fails again: nobody knows who is there.
            List<Asked> readable = readable(asked);
            readable.forEach(one -> others.remove(one.id()));
            return among(readable);
        }
    }

    /**
     * An owner who is looked up.
     *
     * @param id in the words of whoever asks
     * @param text what the database is asked about
     */
    private record Asked(String id, String text) {
        static List<String> texts(List<Asked> asked) {
            return asked.stream().map(Asked::text).toList();
        }
    }

    private Set<String> among(List<Asked> asked) throws SQLException {
        return inSnapshot(connection -> {
            Set<String> active = new HashSet<>();
            for (List<Asked> page : pages(asked)) {
                for (int place : places(connection, page)) {
                    active.add(page.get(place - 1).id());
                }
            }
            return Set.copyOf(active);
        });
    }

    private List<Integer> places(Connection connection, List<Asked> page) throws SQLException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CleanupException("interrupted while owners were looked up");
        }
        return Statements.query(connection, dialect, rows.active(Asked.texts(page)), row -> row.getInt(1));
    }

    /** What is read holds the table until the end of the transaction, so what is checked behind it was so all the time. */
    private <T> T inSnapshot(Session.Work<T> look) throws SQLException {
        return session.transaction(connection -> {
            T answer = look.run(connection);
            new Safety(connection, dialect).checkVisible("table", rows.table());
            if (dialect.replaced(connection, rows.table())) {
                throw new TransientFailureException("the table " + rows.table().display()
                        + " was emptied or written anew while owners were looked up");
            }
            return answer;
        });
    }

    /** Those that the database can read as values of the id's type: one of the others fails a statement for all. */
    private List<Asked> readable(List<Asked> asked) throws SQLException {
        List<Asked> readable = new ArrayList<>();
        for (List<Asked> page : pages(asked)) {
            readable.addAll(readableOf(page));
        }
        return readable;
    }

    private List<Asked> readableOf(List<Asked> page) throws SQLException {
        try {
            session.transaction(connection -> Statements.text(connection, dialect, rows.reading(Asked.texts(page))));
            return page;
        } catch (SQLException failure) {
            if (dialect.kind(failure) != FailureKind.DATA) {
                throw failure;
            }
        }
        if (page.size() == 1) {
            return List.of();
        }
        int half = page.size() / 2;
        List<Asked> readable = new ArrayList<>(readableOf(page.subList(0, half)));
        readable.addAll(readableOf(page.subList(half, page.size())));
        return readable;
    }

    private static <T> List<List<T>> pages(List<T> all) {
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            pages.add(all.subList(from, Math.min(all.size(), from + PAGE)));
        }
        return pages;
    }
}
