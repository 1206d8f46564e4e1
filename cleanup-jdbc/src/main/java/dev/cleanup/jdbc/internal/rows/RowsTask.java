package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.PolicyPreview;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.jdbc.internal.restore.Restorable;
import dev.cleanup.jdbc.internal.rows.Planner.Counted;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes rows of one table. Each call takes a connection and gives it back as it was. */
public final class RowsTask implements CleanupTask {
    private static final Logger LOG = LoggerFactory.getLogger(RowsTask.class);

    /** How long one statement of a survey may take, since it reads the whole table. */
    private static final Duration SURVEY_TIMEOUT = Duration.ofMinutes(4);

    /** What fewer rows spare others is less than what the way to the database costs for each batch. */
    private static final int SMALLEST_BATCH = 100;

    private static final int SMALLEST_RANKED_BATCH = 500;

    private final DataSource dataSource;
    private final RowsSettings settings;
    private volatile Rows rows;
    private volatile Optional<Round> round = Optional.empty();
    private volatile Optional<Look> last = Optional.empty();
    private volatile List<String> warnings = List.of();

    /** What the last survey counted. */
    private record Look(Instant asOf, Counted counted) {}

    /** Checks the settings against the database. */
    public RowsTask(DataSource dataSource, RowsSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
        settings.policy().check();
        this.rows = reading(session -> {
            Rows resolved = session.transaction(
                    connection -> new RowsResolver(connection, session.dialect(), settings).resolve());
            warnings = lint(session, resolved);
            return resolved;
        });
    }

    /** What cannot be looked up is no reason not to start. */
    private List<String> lint(Session session, Rows resolved) {
        try {
            return session.transaction(
                    connection -> new RowsLint(resolved, connection).warnings(RowsSurvey.now(resolved, connection)));
        } catch (SQLException failure) {
            LOG.debug("{}: warnings could not be looked up (SQLState {})", name(), failure.getSQLState());
            return List.of();
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String description() {
        return RowsDescription.of(rows);
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return Optional.of(settings.policy());
    }

    @Override
    public int batchSize() {
        return settings.batchSize();
    }

    /** A batch that is judged in memory reads many rows to find its own, and one that is ranked is worth it only for some. */
    @Override
    public int smallestBatchSize() {
        return switch (rows.judging()) {
            case EACH -> Math.min(SMALLEST_BATCH, settings.batchSize());
            case RANKED ->
                rows.hasPlaces() ? Math.min(SMALLEST_RANKED_BATCH, settings.batchSize()) : settings.batchSize();
            case STREAMED -> settings.batchSize();
        };
    }

    /** Of two tasks over the same data source, that of the child speaks. */
    @Override
    public List<String> warnings(Collection<CleanupTask> others) {
        List<String> all = new ArrayList<>(warnings);
        for (CleanupTask other : others) {
            if (other instanceof RowsTask parent && parent.dataSource == dataSource) {
                KeptLonger pair = new KeptLonger(name(), rows, parent.name(), parent.rows);
                reading(session -> session.transaction(pair::warning)).ifPresent(all::add);
            }
        }
        return all;
    }

    @Override
    public Survey survey(SurveyRequest request) {
        return reading(session -> {
            Survey survey = session.transaction(connection -> {
                rows = new RowsResolver(connection, session.dialect(), settings).resolve();
                return new RowsSurvey(rows, connection).survey(request.findingsLimit());
            });
            last = Optional.of(new Look(
                    survey.asOf(),
                    new Counted(survey.eligible(), survey.population().orElse(0))));
            warnings = lint(session, rows);
            for (String warning : warnings) {
                survey = survey.withNotice(warning);
            }
            return survey;
        });
    }

    @Override
    public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) {
        return Optional.of(reading(session -> session.transaction(connection -> {
            Rows current = new RowsResolver(connection, session.dialect(), settings).resolve();
            return new RowsPreview(current, connection, policies).preview();
        })));
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) {
        return Optional.of(Session.reading(
                dataSource,
                settings.limits(),
                session -> session.transaction(connection -> {
                    Rows current = new RowsResolver(connection, session.dialect(), settings).resolve();
                    return new RowExplanation(current, connection).of(id);
                })));
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) {
        return rows.judging() == Judging.RANKED && rows.hasPlaces()
                ? removeRanked(request)
                : writing(session -> {
                    resolveFirst(request, session);
                    return new RowsRemoval(rows, session, Optional.empty(), counted(request)).remove(request);
                });
    }

    /** What the survey of the same instant counted; a plan may have been made by another process. */
    private Optional<Counted> counted(BatchRequest request) {
        return last.filter(look -> look.asOf().equals(request.asOf())).map(Look::counted);
    }

    private BatchResult removeRanked(BatchRequest request) {
        Round found = found(request);
        BatchResult result = writing(session -> {
            resolveFirst(request, session);
            return new RowsRemoval(rows, session, Optional.of(found), Optional.empty()).remove(request);
        });
        round = result.next().map(next -> found);
        return result;
    }

    private void resolveFirst(BatchRequest request, Session session) throws SQLException {
        if (request.after().isEmpty()) {
            rows = session.transaction(
                    connection -> new RowsResolver(connection, session.dialect(), settings).resolve());
        }
    }

    /** The round that the request goes on with, or a new one. */
    private Round found(BatchRequest request) {
        return round.filter(held -> held.position(request.after()).isPresent())
                .orElseGet(() -> reading(session -> session.transaction(connection -> {
                    Ranking ranking = new Ranking(rows, connection, request.asOf());
                    return request.ids().isPresent()
                            ? ranking.round(keys(request.ids().get()))
                            : ranking.round();
                })));
    }

    private List<Key> keys(List<String> ids) {
        return ids.stream().map(id -> key(rows, id)).flatMap(Optional::stream).toList();
    }

    /** The key of this id, if a row can have it: no text of a database holds a zero. */
    static Optional<Key> key(Rows rows, String id) {
        return KeyText.decode(id, rows.key().size())
                .filter(key -> key.parts().stream().noneMatch(part -> part.indexOf('\0') >= 0));
    }

    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) {
        return Optional.of(writing(session -> new RowsLookup(rows, session).stillThere(ids)));
    }

    /** Whether rows are kept when they go. */
    public boolean archives() {
        return rows.along().archive().isPresent();
    }

    /** What can be put back, compared with the database anew. */
    public Restorable restorable(Connection connection, Dialect dialect) throws SQLException {
        Rows current = new RowsResolver(connection, dialect, settings).resolve();
        return new Restorable(settings.name(), current.table(), current.key(), current.along());
    }

    private <T> T reading(Session.Use<T> use) {
        Duration statement = settings.limits().statement();
        Duration longer = statement.compareTo(SURVEY_TIMEOUT) > 0 ? statement : SURVEY_TIMEOUT;
        return Session.reading(dataSource, new Limits(settings.limits().lock(), longer), use);
    }

    private <T> T writing(Session.Use<T> use) {
        return Session.writing(dataSource, settings.limits(), use);
    }
}
