package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** What a build used a moment ago may still be in use. */
    @BeforeEach
    void build() {
        buildKit.build(dockerfile);
        await().until(() -> Runs.plan(task(Docker.NOTHING_KEPT)).eligible() >= 3);
    }

    @AfterEach
    void removeAll() {
        await().until(() -> {
            Runs.execute(task(Docker.NOTHING_KEPT));
            return population(Runs.plan(task(Docker.NOTHING_KEPT))) == 0;
        });
        docker.close();
    }

    private static long population(TaskRun run) {
        return run.survey().orElseThrow().population().orElseThrow();
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
        assertThat(population(Runs.plan(task(Docker.NOTHING_KEPT)))).isZero();
    }

    @Test
    void records_that_were_used_a_short_time_ago_stay() {
        TaskRun run = Runs.execute(task(RetentionPolicy.keepFor("1h")));

        assertThat(run.eligible()).isZero();
        assertThat(population(run)).isGreaterThanOrEqualTo(3);
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

    /**
     * All prunings wait for a build that uses the records after they were looked at. An older engine spares what was used within as long as the
     * records were unused when they were looked at: by then that is longer than a pruning takes.
     */
    @Test
    void the_engine_itself_spares_records_that_were_used_since_the_look() {
        RetentionPolicy aWhile = RetentionPolicy.keepFor("3s");
        await().until(() -> Runs.plan(task(aWhile)).eligible() >= 3);
        AtomicBoolean built = new AtomicBoolean();
        DockerEngine engine = docker.engineBefore(Method.POST, path -> {
            synchronized (built) {
                if (!built.getAndSet(true)) {
                    buildKit.build(dockerfile);
                }
            }
        });

        TaskRun run =
                Runs.execute(DockerCleanup.buildCache(engine).policy(aWhile).build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.leftovers())
                .hasSizeGreaterThanOrEqualTo(3)
                .extracting(Leftover::reason)
                .containsOnly("it was used meanwhile, or another record still needs it");
        assertThat(built).isTrue();
    }

    private CleanupTask task(RetentionPolicy policy) {
        return DockerCleanup.buildCache(docker.engine()).policy(policy).build();
    }
}
