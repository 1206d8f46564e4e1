package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of a build of three steps, each built on the one before. Records belong to nobody, so the engine has to be the tests' own. */
@NeedsOwnEngine
class BuildCacheTest {
    private static final int WRITTEN = 300_000;

    private final Docker docker;
    private final BuildKit buildKit;
    private final String dockerfile = String.join(
            "\n",
            "FROM " + Docker.IMAGE,
            "RUN echo " + UUID.randomUUID() + " && head -c " + WRITTEN + " /dev/urandom >/first",
            "RUN head -c " + WRITTEN + " /dev/urandom >/second",
            "RUN true");

    BuildCacheTest(OwnEngine engine) {
        this.docker = engine.docker();
        this.buildKit = new BuildKit(new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(docker.engine().address()))
                .build());
    }

    /** And waits until all of it has been unused for as long as newer engines can tell. */
    @BeforeEach
    void build() {
        buildKit.build(dockerfile);
        CleanupTask aSecondOld = task(RetentionPolicy.keepFor(Duration.ofSeconds(1)));
        await().until(() -> {
            Survey survey = Runs.plan(aSecondOld).survey().orElseThrow();
            return survey.eligible() == survey.population().orElseThrow();
        });
    }

    @AfterEach
    void removeAll() {
        Runs.execute(task(Docker.NOTHING_KEPT));
        docker.close();
    }

    @Test
    void all_unused_records_go_each_before_the_one_that_it_is_built_on() {
        long records = Runs.plan(task(Docker.NOTHING_KEPT)).eligible();

        TaskRun run = Runs.execute(task(Docker.NOTHING_KEPT));

        assertThat(records).isGreaterThanOrEqualTo(3);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.leftovers()).isEmpty();
        assertThat(run.tally().removed()).isEqualTo(records);
        assertThat(run.tally().bytes()).isPositive();
        assertThat(Runs.plan(task(Docker.NOTHING_KEPT)).survey().orElseThrow().population())
                .hasValue(0);
    }

    @Test
    void records_that_were_used_a_short_time_ago_stay() {
        TaskRun run = Runs.execute(task(RetentionPolicy.keepFor("1h")));

        assertThat(run.eligible()).isZero();
        assertThat(run.survey().orElseThrow().population().orElseThrow()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void records_that_a_build_used_since_the_plan_stay() {
        TaskRun run = Runs.planThenApply(task(Docker.NOTHING_KEPT), () -> buildKit.build(dockerfile));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.leftovers())
                .hasSizeGreaterThanOrEqualTo(3)
                .extracting(Leftover::reason)
                .allSatisfy(reason -> assertThat(reason).contains("meanwhile"));
    }

    /** By a cutoff an hour ahead they were all unused for an hour, as they would have been when another build used them after a look. */
    @Test
    void the_engine_itself_spares_records_that_were_used_since_the_look() throws Exception {
        CleanupTask task = task(RetentionPolicy.keepFor("30min"));
        long records = Runs.plan(task).survey().orElseThrow().population().orElseThrow();

        BatchResult result = task.removeBatch(
                new BatchRequest(Instant.now().plus(Duration.ofHours(1)), 1_000, Optional.empty(), Optional.empty()));

        assertThat(result.removed()).isZero();
        assertThat(result.leftovers()).hasSize((int) records).allSatisfy(leftover -> assertThat(leftover.reason())
                .isEqualTo("it was used meanwhile, or another record still needs it"));
        assertThat(Runs.plan(task).survey().orElseThrow().population()).hasValue(records);
    }

    private CleanupTask task(RetentionPolicy policy) {
        return DockerCleanup.buildCache(docker.engine()).policy(policy).build();
    }
}
