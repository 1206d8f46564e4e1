package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.CleanupException;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements.RowReader;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why one row stays or may go, in one snapshot. Questions of the row alone go by its key, so that they are served by the index of the key. The
 * words come from judging in memory; where SQL judges otherwise, there is no answer. Nothing in here can remove anything.
 */
final class RowExplanation {
    private static final String OUTSIDE = "not looked at: outside of this task's conditions";

    private final Rows rows;
    private final Connection connection;
    private final Eligibility eligibility;
    private final KeyedRows keyed;

    RowExplanation(Rows rows, Connection connection) {
        this.rows = rows;
        this.connection = connection;
        this.eligibility = new Eligibility(rows);
        this.keyed = rows.dialect().keyedRows(rows.table(), rows.key());
    }

    Explanation of(String id) throws SQLException {
        Instant asOf = RowsSurvey.now(rows, connection);
        Optional<Key> key = RowsTask.key(rows, id);
        return key.isPresent() && exists(key.get()) ? of(key.get(), asOf) : Explanation.notFound();
    }

    /** The last statement of a transaction that it fails: text that is no key of this type. */
    private boolean exists(Key key) throws SQLException {
        try {
            return is(key, Sql.of("1 = 1"));
        } catch (SQLException failure) {
            if (rows.dialect().kind(failure) == FailureKind.DATA) {
                return false;
            }
            throw failure;
        }
    }

    private boolean is(Key key, Sql condition) throws SQLException {
        return !keyed.matching(connection, List.of(key), condition).isEmpty();
    }

    private Explanation of(Key key, Instant asOf) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        boolean plausible =
                !is(key, eligibility.undated()) && !is(key, eligibility.zero()) && !is(key, eligibility.future(asOf));
        Resource resource = read(key, found.columns(), plausible ? found::read : found::readUndated);
        if (!is(key, eligibility.conditions())) {
            return kept(resource, List.of(OUTSIDE));
        }
        List<String> keeping = keptByReference(key);
        if (is(key, eligibility.knownAge(asOf))) {
            return judged(key, resource, asOf, keeping);
        }
        keeping.add(plausible ? notBegun() : unknownAge(key, resource, asOf));
        return kept(resource, keeping);
    }

    private Resource read(Key key, String columns, RowReader<Resource> reader) throws SQLException {
        return keyed.read(connection, List.of(key), columns, Sql.of("1 = 1"), reader)
                .get(0);
    }

    private List<String> keptByReference(Key key) throws SQLException {
        List<String> keeping = new ArrayList<>();
        if (rows.reference().isPresent()) {
            Reference reference = rows.reference().get();
            String child = reference.child().name();
            String parent = reference.parent().name();
            if (!is(key, Eligibility.refers(reference))) {
                keeping.add(child + " is null, so it has no parent to lose");
            } else if (is(key, Eligibility.hasParent(reference))) {
                keeping.add("its parent exists: " + child + " has a row in " + parent + "."
                        + reference.parentColumn().name());
            } else if (!reference.emptyAllowed() && !is(key, Eligibility.anyParent(reference))) {
                keeping.add("the table of parents " + parent
                        + " is empty, and nothing is removed then unless the task says allowEmptyParent()");
            }
        }
        return keeping;
    }

    private String notBegun() {
        return rows.time().kind() == TimeColumn.Kind.LOCAL_DATE
                ? "dated today: its age begins when the day has ended"
                : "the clocks show its time twice: its age begins with the second";
    }

    /** In the words of every policy. */
    private String unknownAge(Key key, Resource resource, Instant asOf) throws SQLException {
        Resource like = resource;
        if (!is(key, eligibility.undated())) {
            like = Resource.of(resource.id(), is(key, eligibility.zero()) ? Instant.EPOCH : asOf.plusSeconds(1));
        }
        return RetentionPolicy.keepLatest(1)
                .evaluate(List.of(like), asOf)
                .get(0)
                .reason();
    }

    private Explanation judged(Key key, Resource resource, Instant asOf, List<String> keeping) throws SQLException {
        Verdict verdict = verdict(key, resource, asOf, keeping.isEmpty());
        if (!keeping.isEmpty()) {
            keeping.addAll(verdict.kept() ? verdict.reasons() : List.of());
            return kept(resource, keeping);
        }
        Explanation explanation = Explanation.of(verdict);
        if (verdict.kept() || rows.reference().isEmpty()) {
            return explanation;
        }
        List<String> reasons = new ArrayList<>(explanation.reasons());
        reasons.add(0, FoundRows.orphaned(rows.reference().get()));
        return new Explanation(Answer.GOES, explanation.label(), explanation.since(), reasons, Optional.empty());
    }

    private Verdict verdict(Key key, Resource resource, Instant asOf, boolean alone) throws SQLException {
        return switch (rows.judging()) {
            case EACH -> {
                Verdict verdict =
                        rows.policy().evaluate(List.of(resource), asOf).get(0);
                if (alone) {
                    agree(verdict, is(key, eligibility.at(asOf)));
                }
                yield verdict;
            }
            case RANKED -> new RankedVerdict(rows, connection, asOf).on(resource);
            case STREAMED -> new StreamedRows(rows, asOf).verdict(connection, resource);
        };
    }

    /** Refuses to answer when the two engines differ, as a survey does. */
    static void agree(Verdict verdict, boolean goes) {
        if (goes == verdict.kept()) {
            throw new CleanupException("row " + verdict.resource().id() + (goes ? " may go" : " stays") + " by SQL and "
                    + (goes ? "stays" : "may go") + " in memory: " + verdict.reason()
                    + "; the answer cannot be trusted");
        }
    }

    private static Explanation kept(Resource resource, List<String> reasons) {
        return new Explanation(Answer.KEPT, resource.label(), resource.since(), reasons, Optional.empty());
    }
}
