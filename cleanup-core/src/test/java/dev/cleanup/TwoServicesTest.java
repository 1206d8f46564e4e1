package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.MutableClock;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two services, as on two nodes, clean the same resource at once. */
@Timeout(30)
class TwoServicesTest {
    private static final Instant OLD = MutableClock.START.minus(Duration.ofDays(30));
    private static final Instant YOUNG = MutableClock.START.minus(Duration.ofDays(1));

    @RegisterExtension
    final Services services = new Services();

    private final Map<String, Resource> files = new ConcurrentHashMap<>();
    private final CyclicBarrier bothHaveSeen = new CyclicBarrier(2);

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void only_what_should_go_goes_and_the_counts_add_up(int findings) {
        for (int i = 0; i < 250; i++) {
            put("old-" + i, OLD);
            put("young-" + i, YOUNG);
        }

        List<CleanupRun> runs = runBoth(findings);

        assertThat(files.keySet()).hasSize(250).allMatch(id -> id.startsWith("young-"));
        assertThat(runs).allMatch(run -> run.status() == RunStatus.SUCCEEDED);
        assertThat(runs.stream().mapToLong(run -> tally(run).removed()).sum()).isEqualTo(250);
        assertThat(runs).allMatch(run -> tally(run).unknown() == 0 && tally(run).failed() == 0);
    }

    @Test
    void what_is_renewed_between_the_survey_and_the_removal_stays() {
        put("old", OLD);
        put("renewed", OLD);
        CleanupTask task = CleanupTask.ofResources(
                "files", () -> List.copyOf(files.values()), RetentionPolicy.keepFor("7d"), this::delete);
        CleanupService service = services.of(task);
        CleanupRun plan = service.run(RunRequest.dryRun());
        put("renewed", YOUNG);

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(files.keySet()).containsExactly("renewed");
        assertThat(tally(done)).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(done.task("files").orElseThrow().leftovers())
                .containsExactly(Leftover.skipped("renewed", "changed meanwhile: 6 d left of 7 d"));
    }

    private List<CleanupRun> runBoth(int findings) {
        List<CompletableFuture<CleanupRun>> runs = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            List<String> lists = new ArrayList<>();
            CleanupTask task = CleanupTask.ofResources(
                    "files",
                    () -> {
                        List<Resource> seen = List.copyOf(files.values());
                        lists.add("list");
                        if (lists.size() == 1) {
                            bothHaveSeen.await(20, TimeUnit.SECONDS);
                        }
                        return seen;
                    },
                    RetentionPolicy.keepFor("7d"),
                    this::delete);
            runs.add(runAside(services.open(services.builder(task).findings(findings)), RunRequest.execute()));
        }
        return runs.stream().map(CompletableFuture::join).toList();
    }

    private Removal delete(Resource resource) {
        return files.remove(resource.id(), resource) ? Removal.removed() : Removal.skipped("gone or changed");
    }

    private void put(String id, Instant since) {
        files.put(id, Resource.of(id, since));
    }

    private static Tally tally(CleanupRun run) {
        return run.task("files").orElseThrow().tally();
    }
}
