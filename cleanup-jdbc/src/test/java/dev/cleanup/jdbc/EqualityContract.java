package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One policy, two engines: the verdicts by SQL are those in memory, on random rows under random policies. */
abstract class EqualityContract {
    private static final int ROUNDS = Integer.getInteger("cleanup.rounds", 60);
    private static final int SETS_PER_ROUND = 20;
    private static final int EXPLAINED_PER_ROUND = 6;

    abstract TestDatabase database();

    @Test
    void random_policies_give_the_same_verdicts_by_sql_and_in_memory() throws Exception {
        long seed = Long.getLong("cleanup.seed", System.nanoTime());
        System.out.println("cleanup.seed=" + seed);
        TestDatabase db = database();
        Random random = new Random(seed);
        RandomRows rows = new RandomRows(random, db);
        RandomPolicies policies = new RandomPolicies(random);
        rows.createTables();
        for (int round = 0; round < ROUNDS; round++) {
            String table = List.of("numbered", "named", "paired").get(random.nextInt(3));
            RandomRows.Time time = List.of(
                            RandomRows.Time.AT, RandomRows.Time.AT, RandomRows.Time.MOMENT, RandomRows.Time.DAY)
                    .get(random.nextInt(4));
            ZoneId zone = RandomRows.ZONES.get(random.nextInt(RandomRows.ZONES.size()));
            RetentionPolicy policy = policies.next();
            List<Resource> resources = rows.insert(table, round, SETS_PER_ROUND, time, zone);
            CleanupTask task = task(db, table, round, time, zone, policy);
            String at = "seed " + seed + ", round " + round + ", " + table + " by " + time + " in " + zone + ": "
                    + policy.describe();
            check(task, policy, resources, at, random);
        }
    }

    private static CleanupTask task(
            TestDatabase db, String table, int round, RandomRows.Time time, ZoneId zone, RetentionPolicy policy) {
        ExpiredRowsBuilder builder = JdbcCleanup.expiredRows(db.dataSource)
                .table(table)
                .timestamp(time.name().toLowerCase(Locale.ROOT))
                .where("round_no", Operator.EQUAL, round)
                .tag("set", "set_no")
                .tag("kind", "kind")
                .tag("host", "host")
                .tag("hold", "hold")
                .tag("level", "level")
                .policy(policy);
        return time == RandomRows.Time.AT ? builder.build() : builder.zone(zone).build();
    }

    private static void check(
            CleanupTask task, RetentionPolicy policy, List<Resource> resources, String at, Random random)
            throws Exception {
        Survey survey = survey(task, at);
        List<Verdict> verdicts = policy.evaluate(resources, survey.asOf());
        Set<String> removed = ids(verdicts.stream().filter(verdict -> !verdict.kept()));
        Set<String> found = survey.findings().stream().map(Finding::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).as(at).isEqualTo(removed);
        assertThat(survey.eligible()).as(at).isEqualTo(removed.size());
        Survey one = task.survey(new SurveyRequest(Instant.now(), 1));
        assertThat(one.newest()).as(at).isEqualTo(newest(policy.evaluate(resources, one.asOf())));
        for (int i = 0; i < EXPLAINED_PER_ROUND; i++) {
            explain(task, policy, resources, resources.get(random.nextInt(resources.size())), survey.asOf(), at);
        }
        if (random.nextInt(4) == 0) {
            int limit = RandomPolicies.countsWithinAllOf(policy) ? 1_000 : 1 + random.nextInt(50);
            assertThat(remove(task, survey, limit, random.nextBoolean())).as(at).isEqualTo(removed.size());
            assertThat(survey(task, at).population())
                    .as(at)
                    .hasValue(survey.population().orElseThrow() - removed.size());
        }
    }

    private static Optional<Instant> newest(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !verdict.kept())
                .flatMap(verdict -> verdict.resource().since().stream())
                .max(Comparator.naturalOrder());
    }

    /** What the policy says of the row in memory, among all rows; unless that changes while this test looks. */
    private static void explain(
            CleanupTask task,
            RetentionPolicy policy,
            List<Resource> resources,
            Resource resource,
            Instant before,
            String at)
            throws Exception {
        Explanation explanation = task.explain(resource.id(), Instant.EPOCH).orElseThrow();
        Verdict earlier = policy.explain(resource, resources, before);
        Verdict later = policy.explain(resource, resources, Instant.now().plusSeconds(1));
        boolean same = earlier.kept() == later.kept()
                && earlier.reasons().size() == later.reasons().size()
                && earlier.removableAt().equals(later.removableAt());
        if (same) {
            String of = at + ": " + explanation + " of " + earlier;
            assertThat(explanation.answer()).as(of).isEqualTo(earlier.kept() ? Answer.KEPT : Answer.GOES);
            assertThat(explanation.reasons()).as(of).hasSameSizeAs(earlier.reasons());
            assertThat(explanation.removableAt()).as(of).isEqualTo(earlier.removableAt());
        }
    }

    private static Survey survey(CleanupTask task, String at) {
        try {
            return task.survey(new SurveyRequest(Instant.now(), 1_000));
        } catch (Exception failure) {
            throw new AssertionError(at, failure);
        }
    }

    /** How many rows went, batch by batch or by their names. */
    private static long remove(CleanupTask task, Survey survey, int limit, boolean named) throws Exception {
        if (named) {
            List<String> ids = survey.findings().stream().map(Finding::id).toList();
            return task.removeBatch(new BatchRequest(
                            survey.asOf(), Math.max(1, ids.size()), Optional.empty(), Optional.of(ids)))
                    .removed();
        }
        long removed = 0;
        Optional<String> after = Optional.empty();
        do {
            BatchResult result = task.removeBatch(new BatchRequest(survey.asOf(), limit, after, Optional.empty()));
            removed += result.removed();
            after = result.next();
        } while (after.isPresent());
        return removed;
    }

    private static Set<String> ids(Stream<Verdict> verdicts) {
        return verdicts.map(verdict -> verdict.resource().id()).collect(Collectors.toCollection(TreeSet::new));
    }
}
