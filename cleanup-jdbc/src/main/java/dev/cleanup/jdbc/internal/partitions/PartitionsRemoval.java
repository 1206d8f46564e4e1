package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.Leftover;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.TransientFailureException;
import dev.cleanup.jdbc.internal.partitions.PartitionVerdicts.Judged;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.LostCommitException;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes some partitions, each in a transaction of its own, and keeps account of the batch. */
final class PartitionsRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionsRemoval.class);
    private static final String UNTRIED = "interrupted before it was tried";
    private static final String UNKNOWN =
            "the connection was lost at COMMIT, nobody knows whether the partition is gone";

    private final PartitionsSettings settings;
    private final Partitioned table;
    private final Session session;
    private final Optional<Seen> seen;
    private final List<Leftover> leftovers = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private long bytes;

    /** With what a survey of the same instant saw, if it is known. */
    PartitionsRemoval(PartitionsSettings settings, Partitioned table, Session session, Optional<Seen> seen) {
        this.settings = settings;
        this.table = table;
        this.session = session;
        this.seen = seen;
    }

    BatchResult remove(BatchRequest request) throws SQLException {
        if (request.ids().isPresent()) {
            removeAll(request.ids().get(), request.asOf());
            return result(Optional.empty());
        }
        List<Judged> behind = behind(request);
        List<Judged> batch = behind.subList(0, Math.min(request.limit(), behind.size()));
        removeAll(batch.stream().map(judged -> judged.partition().id()).toList(), request.asOf());
        boolean more = behind.size() > batch.size();
        return result(more ? Optional.of(position(batch.get(batch.size() - 1))) : Optional.empty());
    }

    private BatchResult result(Optional<String> next) {
        return new BatchResult(gone.size(), bytes, leftovers, next);
    }

    /** What may go and comes after the last batch, by the ends of the partitions. */
    private List<Judged> behind(BatchRequest request) throws SQLException {
        List<Judged> going = session.transaction(connection -> {
            PartitionReader reader = new PartitionReader(connection, table, settings.triggers());
            return PartitionVerdicts.of(reader.unsized(), table.table(), settings.policy(), request.asOf())
                    .going();
        });
        return going.stream()
                .filter(judged -> request.after()
                        .map(after -> position(judged).compareTo(after) > 0)
                        .orElse(true))
                .toList();
    }

    /** Positions compare as text: all of them have the same length. */
    private static String position(Judged judged) {
        Instant end = judged.end();
        return String.format(
                Locale.ROOT,
                "%020d.%09d %010d",
                end.getEpochSecond(),
                end.getNano(),
                judged.partition().oid());
    }

    private void removeAll(List<String> ids, Instant asOf) throws SQLException {
        for (String id : ids) {
            if (Thread.currentThread().isInterrupted()) {
                leftovers.add(Leftover.skipped(id, UNTRIED));
            } else {
                remove(id, asOf);
            }
        }
    }

    private void remove(String id, Instant asOf) throws SQLException {
        try {
            Departure departure = new Departure(settings, table, seen);
            Departure.Result result = session.lookedUp(connection -> departure.of(connection, id, asOf));
            result.leftover().ifPresentOrElse(leftovers::add, () -> {
                gone.add(id);
                bytes += result.bytes();
                LOG.info(
                        settings.dropping()
                                ? "{}: partition {} is dropped"
                                : "{}: partition {} is detached and stays as a table of its own",
                        settings.name(),
                        id);
            });
        } catch (LostCommitException lost) {
            gone.add(id);
            throw new OutcomeUnknownException(
                    UNKNOWN + " (SQLState " + lost.getSQLState() + ")",
                    Set.copyOf(gone),
                    Failures.withoutMessage(lost));
        } catch (TransientFailureException lost) {
            if (gone.isEmpty()) {
                throw lost;
            }
            leftovers.add(Leftover.failed(id, String.valueOf(lost.getMessage())));
        } catch (SQLException failure) {
            failed(id, failure);
        }
    }

    private void failed(String id, SQLException failure) throws SQLException {
        FailureKind kind = table.dialect().kind(failure);
        switch (kind) {
            case LOCKED, PASSING ->
                leftovers.add(Leftover.skipped(
                        id,
                        "the table is in use: a lock was not granted within "
                                + settings.limits().lock().toMillis() + " ms; the next run tries again"));
            case SLOW ->
                leftovers.add(Leftover.failed(
                        id,
                        "its rows could not be checked in time: an index that begins with "
                                + table.key().column().name()
                                + " makes that quick, a longer statementTimeout lets it last"));
            case FORBIDDEN -> leftovers.add(Leftover.failed(id, "the database user does not own the tables"));
            case LOST, LOGIN, READ_ONLY -> {
                if (gone.isEmpty() && leftovers.isEmpty()) {
                    throw failure;
                }
                leftovers.add(Leftover.failed(id, kind.words()));
            }
            default -> leftovers.add(Leftover.failed(id, reason(failure)));
        }
    }

    private String reason(SQLException failure) {
        return "2BP01".equals(failure.getSQLState())
                ? "a view or something else depends on it"
                : Failures.reason(table.dialect(), failure);
    }
}
