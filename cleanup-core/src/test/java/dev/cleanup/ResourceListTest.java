package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ResourceListTest {
    private static final Instant OLD = START.minus(Duration.ofDays(30));

    @RegisterExtension
    final Services services = new Services();

    private final ConcurrentSkipListMap<String, Resource> files = new ConcurrentSkipListMap<>();
    private final List<String> asked = new ArrayList<>();
    private ResourceLister lister = () -> List.copyOf(files.values());
    private ResourceRemover remover = this::delete;
    private int findings = CleanupServiceBuilder.DEFAULT_FINDINGS;

    @Test
    void findings_are_listed_oldest_first_with_their_reasons() {
        put("b", OLD);
        put("a", OLD.plusSeconds(60));
        put("c", OLD.minusSeconds(60));
        put("young", START.minusSeconds(60));

        TaskRun task = run(RunRequest.dryRun());

        assertThat(task.findings()).extracting(Finding::id).containsExactly("c", "b", "a");
        assertThat(task.findings())
                .extracting(Finding::reason)
                .containsOnly("30 d old, kept 7 d", "29 d old, kept 7 d");
        assertThat(task.survey().orElseThrow().population()).hasValue(4);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_policy_of_ones_own_that_judges_unknown_ages_itself_removes_nothing() {
        files.put("undated", Resource.undated("undated"));
        RetentionPolicy careless = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return dated.stream()
                        .map(resource -> Verdict.remove(resource, () -> List.of("always")))
                        .toList();
            }

            @Override
            public List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
                return judge(List.copyOf(resources), asOf);
            }

            @Override
            public String describe() {
                return "remove all";
            }
        };

        CleanupRun run = services.of(
                        CleanupTask.ofResources("files", () -> List.copyOf(files.values()), careless, remover))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("would remove 'undated', whose age is unknown");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void removes_in_batches_and_lists_afresh_before_each(int listed) {
        findings = listed;
        putMany(250);
        List<Integer> seen = new ArrayList<>();
        lister = () -> {
            seen.add(files.size());
            return List.copyOf(files.values());
        };

        TaskRun task = run(RunRequest.execute());

        assertThat(task.tally()).isEqualTo(new Tally(250, 0, 0, 0));
        assertThat(seen).containsExactly(250, 250, 150, 50);
    }

    @Test
    void two_resources_of_the_same_id_fail_the_task() {
        lister = () -> List.of(Resource.of("a\nb", OLD), Resource.of("c", OLD), Resource.of("a\nb", OLD));

        TaskRun task = run(RunRequest.execute());

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.reason()).isEqualTo("two resources have the id 'a b'; ids must be unique");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_list_that_is_not_complete_removes_nothing() {
        putMany(3);
        lister = () -> {
            throw new IllegalStateException("page 2 of 3 is missing");
        };

        assertThat(run(RunRequest.execute()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000})
    void a_resource_that_cannot_be_removed_is_reported_and_the_rest_goes(int listed) {
        findings = listed;
        putMany(250);
        remover = resource -> {
            if (resource.id().endsWith("0")) {
                asked.add(resource.id());
                throw new IOException("device busy");
            }
            return delete(resource);
        };

        TaskRun task = run(RunRequest.execute());

        assertThat(task.tally()).isEqualTo(new Tally(225, 0, 25, 0));
        assertThat(task.leftovers())
                .contains(Leftover.failed("item-0010", "IOException: device busy"))
                .hasSize(25);
        assertThat(asked).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void an_error_of_the_remover_is_reported_and_the_rest_goes() {
        putMany(10);
        remover = resource -> {
            if (resource.id().equals("item-0005")) {
                throw new NoClassDefFoundError("Gone");
            }
            return delete(resource);
        };

        TaskRun task = run(RunRequest.execute());

        assertThat(task.tally()).isEqualTo(new Tally(9, 0, 1, 0));
        assertThat(files.keySet()).containsExactly("item-0005");
    }

    @Test
    void a_resource_that_is_spared_is_skipped_with_the_reason() {
        putMany(2);
        remover = resource -> resource.id().endsWith("1") ? Removal.skipped("in use") : delete(resource);

        TaskRun task = run(RunRequest.execute());

        assertThat(task.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(task.leftovers()).containsExactly(Leftover.skipped("item-0001", "in use"));
    }

    @Test
    void a_removal_whose_answer_was_lost_counts_after_a_look_at_a_fresh_list() {
        putMany(10);
        remover = resource -> {
            delete(resource);
            if (resource.id().compareTo("item-0003") <= 0) {
                throw new IOException("connection reset");
            }
            return null;
        };

        assertThat(run(RunRequest.execute()).tally()).isEqualTo(new Tally(10, 0, 0, 0));
    }

    @Test
    void a_lost_answer_that_cannot_be_looked_up_does_not_count_as_removed() {
        putMany(10);
        List<String> lists = new ArrayList<>();
        lister = () -> {
            lists.add("list");
            if (lists.size() > 2) {
                throw new StackOverflowError("deep");
            }
            return List.copyOf(files.values());
        };
        remover = resource -> {
            delete(resource);
            if (resource.id().equals("item-0003")) {
                throw new IOException("connection reset");
            }
            return Removal.removed();
        };

        assertThat(run(RunRequest.execute()).tally()).isEqualTo(new Tally(9, 0, 1, 0));
    }

    @Test
    void an_interrupt_in_the_middle_spares_the_rest() {
        putMany(150);
        remover = resource -> {
            if (resource.id().equals("item-0003")) {
                throw new InterruptedException();
            }
            return delete(resource);
        };

        TaskRun task = run(RunRequest.execute());

        assertThat(task.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(task.tally().removed()).isEqualTo(2);
        assertThat(task.tally().skipped()).isEqualTo(97);
        assertThat(files).hasSize(148);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000})
    void hostile_ids_are_taken_as_they_are(int listed) {
        findings = listed;
        List<String> ids = List.of(
                "../../etc/passwd",
                "a'; DROP TABLE bots; --",
                "<script>",
                "a\u0000b",
                "\u202eexe",
                "%s{}",
                "😀",
                "\ud800",
                "x".repeat(5_000));
        ids.forEach(id -> put(id, OLD));

        TaskRun task = run(RunRequest.execute());

        assertThat(task.tally().removed()).isEqualTo(ids.size());
        assertThat(asked).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(task.findings()).allMatch(finding -> finding.id().length() <= Finding.MAX_ID_LENGTH);
    }

    @Test
    void batches_that_do_not_name_ids_go_in_the_order_of_the_ids() {
        findings = 1;
        IntStream.of(3, 1, 2).forEach(i -> put(FakeTask.item(i), OLD.plusSeconds(i)));

        run(RunRequest.execute());

        assertThat(asked).isSortedAccordingTo(Comparator.naturalOrder()).hasSize(3);
    }

    private TaskRun run(RunRequest request) {
        CleanupTask task = CleanupTask.ofResources(
                "files", () -> lister.list(), RetentionPolicy.keepFor("7d"), resource -> remover.remove(resource));
        return services.open(services.builder(task).findings(findings))
                .run(request)
                .task("files")
                .orElseThrow();
    }

    private Removal delete(Resource resource) {
        asked.add(resource.id());
        return files.remove(resource.id()) == null ? Removal.skipped("gone") : Removal.removed();
    }

    private void putMany(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> put(FakeTask.item(i), OLD));
    }

    private void put(String id, Instant since) {
        files.put(id, Resource.of(id, since));
    }
}
