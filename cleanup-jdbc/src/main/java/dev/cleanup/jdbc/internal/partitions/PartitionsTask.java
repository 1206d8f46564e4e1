package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.PolicyPreview;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Removes partitions of one table. Each call takes a connection and gives it back as it was. */
public final class PartitionsTask implements CleanupTask {
    /** As many as the history in memory keeps runs, whose plans may still be applied. */
    private static final int REMEMBERED = 10;

    private final Database database;
    private final PartitionsSettings settings;
    private volatile Partitioned table;
    private volatile List<Seen> seen = List.of();

    /** Checks the settings against the database. */
    public PartitionsTask(Database database, PartitionsSettings settings) {
        this.database = database;
        this.settings = settings;
        settings.policy().check();
        this.table = database.reading(session -> session.transaction(connection -> resolve(session, connection)));
    }

    private Partitioned resolve(Session session, Connection connection) throws SQLException {
        return Partitioned.resolve(connection, session.dialect(), settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String description() {
        TimeColumn key = table.key();
        String zone = key.kind() == TimeColumn.Kind.INSTANT ? "" : " in " + key.zone();
        String passed = settings.triggers().isEmpty()
                ? ""
                : ", passing over " + settings.triggers().stream().sorted().collect(Collectors.joining(", "));
        return "partitions of " + table.table().display() + " by ranges of "
                + key.column().name() + zone + ", " + (settings.dropping() ? "dropped" : "detached") + passed;
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return Optional.of(settings.policy());
    }

    /** Each is a transaction of its own that keeps everybody out of the table. */
    @Override
    public int batchSize() {
        return 1;
    }

    private interface Look<T> {
        T at(PartitionReader reader, Instant asOf) throws SQLException;
    }

    private <T> T look(Look<T> look) {
        return database.reading(session -> session.transaction(connection -> {
            table = resolve(session, connection);
            PartitionReader reader = new PartitionReader(connection, table, settings.triggers());
            return look.at(reader, reader.now());
        }));
    }

    private PartitionVerdicts judge(List<Partition> partitions, RetentionPolicy policy, Instant asOf) {
        return PartitionVerdicts.of(partitions, table.table(), policy, asOf);
    }

    @Override
    public Survey survey(SurveyRequest request) {
        return look((reader, asOf) -> {
            List<Partition> partitions = reader.sized();
            seen = Stream.concat(Stream.of(new Seen(asOf, partitions)), seen.stream())
                    .limit(REMEMBERED)
                    .toList();
            return new PartitionsSurvey(settings, judge(partitions, settings.policy(), asOf), reader)
                    .survey(asOf, request.findingsLimit());
        });
    }

    @Override
    public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) {
        return Optional.of(look((reader, asOf) -> {
            List<Partition> partitions = reader.unsized();
            return policies.stream()
                    .map(policy -> preview(policy, judge(partitions, policy, asOf)))
                    .toList();
        }));
    }

    private static PolicyPreview preview(RetentionPolicy policy, PartitionVerdicts verdicts) {
        long going = verdicts.going().size();
        return new PolicyPreview(policy, verdicts.all().size() - going, going, verdicts.unknownAge());
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) {
        return Optional.of(look((reader, asOf) -> judge(reader.unsized(), settings.policy(), asOf)
                .find(id)
                .map(judged -> Explanation.of(judged.verdict()))
                .orElseGet(Explanation::notFound)));
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) {
        return database.writing(session -> {
            table = session.transaction(connection -> resolve(session, connection));
            Optional<Seen> then = seen.stream()
                    .filter(look -> look.asOf().equals(request.asOf()))
                    .findFirst();
            return new PartitionsRemoval(settings, table, session, then).remove(request);
        });
    }

    /** Asked of the tables as they are once nobody changes them. */
    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) {
        return Optional.of(database.writing(session -> session.transaction(connection -> {
            PartitionReader reader = new PartitionReader(connection, table, settings.triggers());
            reader.awaitChanges();
            return reader.unsized().stream()
                    .map(Partition::id)
                    .filter(ids::contains)
                    .collect(Collectors.toSet());
        })));
    }
}
