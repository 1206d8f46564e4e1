package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.RangeDelete;
import dev.cleanup.jdbc.internal.sql.RangeDelete.Gone;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Removes what may go of a range of rows by one DELETE with the whole predicate. READ COMMITTED evaluates it anew for a row that it had to wait
 * for.
 *
 * <p>The missing parent of an orphan is another row, and the statement looks for it in its own, old snapshot. So it gives back what the deleted
 * children referred to, and a second statement, whose snapshot is younger than the locks on all of them, makes sure that there still is no such
 * parent. Whoever held one of the children while adding its parent has committed by then; whoever comes later finds the child gone.
 */
record RangeRemoval(Rows rows, Connection connection) {

    /** How many rows were deleted; empty when one of them must stay after all, so that all must be rolled back. */
    OptionalLong remove(Sql range, Sql condition) throws SQLException {
        RangeDelete delete = new RangeDelete(rows.dialect(), rows.table());
        if (rows.reference().isEmpty()) {
            return OptionalLong.of(delete.all(connection, range, condition));
        }
        Reference reference = rows.reference().get();
        // The table of the parents would be read anew for each batch.
        rows.dialect().preferPlaces(connection);
        Gone gone = delete.returning(connection, range, condition, reference.child());
        return gone.rows() > 0 && haveParent(delete, reference, gone)
                ? OptionalLong.empty()
                : OptionalLong.of(gone.rows());
    }

    private boolean haveParent(RangeDelete delete, Reference reference, Gone gone) throws SQLException {
        Sql sql = reference.together()
                ? Sql.of("SELECT 1 FROM " + reference.parent().sql() + " AS p WHERE p."
                                + reference.parentColumn().quoted() + " = ANY(ARRAY(")
                        .plus(delete.asValues(reference.child(), gone))
                        .plus(")) FETCH FIRST 1 ROW ONLY")
                : Sql.of("SELECT 1 FROM ")
                        .plus(delete.asRows(reference.child(), gone))
                        .plus(" WHERE ")
                        .plus(Eligibility.hasParent(reference))
                        .plus(" FETCH FIRST 1 ROW ONLY");
        return Statements.text(connection, rows.dialect(), sql).isPresent();
    }

    /** At most so many rows, and no others are locked; for rows that are judged by themselves. */
    OptionalLong removeSome(Sql range, Sql condition, int limit) throws SQLException {
        return OptionalLong.of(new RangeDelete(rows.dialect(), rows.table()).some(connection, range, condition, limit));
    }
}
