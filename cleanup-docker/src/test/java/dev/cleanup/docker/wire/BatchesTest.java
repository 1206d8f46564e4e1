package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch looks at what it is about, and at what decides about that; not at everything there is. */
@Timeout(60)
class BatchesTest {
    private static final int COUNT = 30;

    @RegisterExtension
    final Wired wired = new Wired();

    private final List<FakeContainer> containers = wired.docker.add(COUNT);
    private final List<String> ids =
            containers.stream().map(FakeContainer::id).sorted().toList();

    private static BatchRequest named(List<String> ids) {
        return new BatchRequest(FakeDocker.NOW, ids.size(), Optional.empty(), Optional.of(ids));
    }

    private static BatchRequest next(int limit, Optional<String> after) {
        return new BatchRequest(FakeDocker.NOW, limit, after, Optional.empty());
    }

    private List<String> inspected() {
        return wired.lines().stream()
                .filter(line -> line.startsWith("GET") && line.endsWith("/json"))
                .map(line -> line.replaceAll(".*/containers/|/json", ""))
                .toList();
    }

    @Test
    void what_is_named_is_inspected_once_and_nothing_else() throws Exception {
        BatchResult result = wired.containers().build().removeBatch(named(ids.subList(10, 20)));

        assertThat(result.removed()).isEqualTo(10);
        assertThat(inspected()).containsExactlyInAnyOrderElementsOf(ids.subList(10, 20));
    }

    @Test
    void ids_are_asked_for_in_lists_that_any_proxy_takes() throws Exception {
        List<String> many =
                wired.docker.add(120).stream().map(FakeContainer::id).toList();

        assertThat(wired.containers().build().removeBatch(named(many)).removed())
                .isEqualTo(120);
        assertThat(wired.lines().stream().filter(line -> line.contains("?all=1")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(4_000));
    }

    @Test
    void those_lists_are_asked_for_side_by_side() throws Exception {
        List<String> many =
                wired.docker.add(120).stream().map(FakeContainer::id).toList();
        CyclicBarrier together = new CyclicBarrier(3);
        wired.docker.always("GET /containers/json", asked -> {
            await(together);
            return wired.docker.itself(asked);
        });

        BatchResult result =
                wired.containers(wired.client().concurrency(3)).build().removeBatch(named(many));

        assertThat(result.removed()).isEqualTo(120);
        assertThat(result.leftovers()).isEmpty();
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(4, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }

    @Test
    void one_list_that_fails_removes_nothing_of_the_others() {
        List<String> many =
                wired.docker.add(120).stream().map(FakeContainer::id).toList();
        CleanupTask task = wired.containers(wired.client().concurrency(3)).build();
        wired.docker.on("GET /containers/json", Answer.error(500, "no list"));

        assertThatThrownBy(() -> task.removeBatch(named(many))).hasMessageContaining("no list");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void an_engine_that_lists_more_than_it_was_asked_for_loses_no_more() throws Exception {
        wired.docker.ignoringFilters();
        List<String> many =
                wired.docker.add(120).stream().map(FakeContainer::id).sorted().toList();

        BatchResult result = wired.containers().build().removeBatch(named(many.subList(0, 60)));

        assertThat(result.removed()).isEqualTo(60);
        assertThat(result.leftovers()).isEmpty();
        assertThat(wired.docker.removed()).containsExactlyInAnyOrderElementsOf(many.subList(0, 60));
    }

    @Test
    void what_is_named_and_gone_or_runs_by_the_list_is_not_inspected() throws Exception {
        String gone = FakeContainer.id(COUNT + 1);
        containers.get(0).state("running");
        String runs = containers.get(0).id();

        BatchResult result = wired.containers().build().removeBatch(named(List.of(gone, runs)));

        assertThat(result.leftovers())
                .containsExactlyInAnyOrder(
                        Leftover.skipped(gone, "gone meanwhile"),
                        Leftover.skipped(runs, "changed meanwhile: it is running"));
        assertThat(inspected()).isEmpty();
    }

    @Test
    void what_somebody_else_is_removing_says_so_where_the_list_does_not_yet() throws Exception {
        FakeContainer leaving = containers.get(0);
        leaving.inspected(all -> all.withObject("State").put("Status", "removing"));

        BatchResult result = wired.containers().build().removeBatch(named(List.of(leaving.id())));

        assertThat(result.leftovers())
                .containsExactly(Leftover.skipped(leaving.id(), "changed meanwhile: it is removing"));
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void what_changed_between_list_and_inspection_stays() throws Exception {
        FakeContainer changed = containers.get(0);
        changed.inspected(all ->
                all.withObject("Config").withObject("Labels").put("app", "bot").put("more", "1"));

        BatchResult result = wired.containers().build().removeBatch(named(List.of(changed.id())));

        assertThat(result.leftovers()).containsExactly(Leftover.skipped(changed.id(), "changed meanwhile"));
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void without_names_each_is_inspected_once_in_the_order_of_ids() throws Exception {
        CleanupTask task = wired.containers().build();
        Optional<String> after = Optional.empty();
        for (int batch = 0; batch < 3; batch++) {
            BatchResult result = task.removeBatch(next(COUNT / 3, after));
            assertThat(result.removed()).isEqualTo(COUNT / 3);
            after = result.next();
        }

        assertThat(after).isEmpty();
        assertThat(inspected()).containsExactlyElementsOf(ids);
        assertThat(wired.docker.removed()).containsExactlyElementsOf(ids);
    }

    @Test
    void without_names_a_batch_goes_on_past_those_that_stay() throws Exception {
        IntStream.range(0, COUNT)
                .filter(number -> number % 10 != 0)
                .forEach(number -> containers.get(number).stoppedFor(Duration.ofMinutes(1)));

        BatchResult result = wired.containers().build().removeBatch(next(3, Optional.empty()));

        assertThat(result.removed()).isEqualTo(3);
        assertThat(wired.docker.removed())
                .containsExactlyInAnyOrder(
                        containers.get(0).id(),
                        containers.get(10).id(),
                        containers.get(20).id());
        assertThat(result.leftovers()).isEmpty();
        assertThat(inspected()).hasSizeLessThanOrEqualTo(COUNT);
    }

    @Test
    void a_run_without_names_ends_although_most_of_it_stays() {
        wired.docker.add(500);
        containers.forEach(container -> container.stoppedFor(Duration.ofMinutes(1)));
        wired.docker.always("DELETE /containers/" + FakeContainer.id(COUNT + 1), Answer.error(409, "in use"));

        TaskRun run = wired.open(wired.service(wired.containers().build()).findings(1))
                .run(RunRequest.execute())
                .task("containers")
                .orElseThrow();

        assertThat(run.eligible()).isEqualTo(500);
        assertThat(run.tally()).isEqualTo(new Tally(499, 1, 0, 0));
        assertThat(inspected()).hasSizeLessThanOrEqualTo(500 + 500 + 5);
    }

    /** The owners of the first two hundred are asked for, and some of those containers go, before the others' are. */
    @Test
    void a_source_of_owners_that_breaks_between_two_portions_ends_the_batch_with_what_is_known() throws Exception {
        List<FakeContainer> many = wired.docker.add(300);
        many.forEach(container -> container.label("bot.id", "bot-gone"));
        List<String> all = many.stream().map(FakeContainer::id).sorted().toList();
        many.stream()
                .filter(one -> one.id().equals(all.get(0)))
                .forEach(young -> young.stoppedFor(Duration.ofMinutes(1)));
        CleanupTask task = wired.containers()
                .ownerLabel("bot.id")
                .allowNoOwners()
                .activeOwners(asked -> {
                    if (wired.docker.removed().size() == 199) {
                        throw new IOException("no connection");
                    }
                    return Set.of();
                })
                .build();

        BatchResult result = task.removeBatch(next(200, Optional.empty()));

        assertThat(result.removed()).isEqualTo(199);
        assertThat(result.leftovers()).isEmpty();
        assertThat(result.next()).contains(all.get(199));
        assertThatThrownBy(() -> task.removeBatch(next(200, result.next()))).hasMessage("no connection");
    }

    @Test
    void a_batch_in_which_all_owners_are_there_ends_once_its_time_is_up() throws Exception {
        List<FakeContainer> many = wired.docker.add(300);
        many.forEach(container -> container.label("bot.id", "bot-there"));
        CleanupTask task = wired.containers(wired.client().deadline(Duration.ofNanos(1)))
                .ownerLabel("bot.id")
                .activeOwners(asked -> asked)
                .build();

        BatchResult first = task.removeBatch(next(200, Optional.empty()));
        BatchResult second = task.removeBatch(next(200, first.next()));

        assertThat(first.next())
                .contains(many.stream().map(FakeContainer::id).sorted().toList().get(199));
        assertThat(second.next()).isEmpty();
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_rule_that_counts_all_is_asked_once_for_whatever_may_go() throws Exception {
        List<FakeContainer> many = wired.docker.add(450);
        String last =
                many.stream().map(FakeContainer::id).max(String::compareTo).orElseThrow();
        many.stream().filter(one -> one.id().equals(last)).forEach(old -> old.stoppedFor(Duration.ofDays(90)));
        CleanupTask task =
                wired.containers().policy(RetentionPolicy.keepLatest(449)).build();

        BatchResult result = task.removeBatch(next(200, Optional.empty()));

        assertThat(wired.docker.removed()).containsExactly(last);
        assertThat(result.next()).isEmpty();
    }

    @Test
    void a_counted_rule_looks_at_the_groups_of_what_is_named() throws Exception {
        for (int number = 0; number < COUNT; number++) {
            containers.get(number).label("bot.id", "bot-" + number / 3).stoppedFor(Duration.ofHours(2 + number));
        }
        CleanupTask task = wired.containers()
                .policy(RetentionPolicy.keepLatest(2).per("bot.id"))
                .build();
        List<String> group = List.of(
                containers.get(3).id(),
                containers.get(4).id(),
                containers.get(5).id());

        BatchResult result = task.removeBatch(named(group));

        assertThat(wired.docker.removed()).containsExactly(containers.get(5).id());
        assertThat(result.leftovers()).hasSize(2).allSatisfy(left -> assertThat(left.reason())
                .startsWith("changed meanwhile: latest "));
        assertThat(Set.copyOf(inspected())).isEqualTo(Set.copyOf(group));
    }

    @Test
    void a_counted_rule_without_names_looks_at_whole_groups_and_removes_the_same() throws Exception {
        for (int number = 0; number < COUNT; number++) {
            containers.get(number).label("bot.id", "bot-" + number % 10).stoppedFor(Duration.ofHours(2 + number));
        }
        CleanupTask task = wired.containers()
                .policy(RetentionPolicy.keepLatest(1).per("bot.id"))
                .build();

        Optional<String> after = Optional.empty();
        do {
            after = task.removeBatch(next(7, after)).next();
        } while (after.isPresent());

        assertThat(wired.docker.there())
                .containsExactlyElementsOf(containers.subList(0, 10).stream()
                        .map(FakeContainer::id)
                        .toList());
    }

    @Test
    void a_rule_that_counts_all_looks_at_all() throws Exception {
        wired.containers().policy(RetentionPolicy.keepLatest(1)).build().removeBatch(named(ids.subList(0, 1)));

        assertThat(Set.copyOf(inspected())).isEqualTo(Set.copyOf(ids));
    }

    @Test
    void a_policy_of_ones_own_may_count_and_looks_at_all() throws Exception {
        wired.containers().policy(new Own()).build().removeBatch(named(ids.subList(0, 1)));

        assertThat(Set.copyOf(inspected())).isEqualTo(Set.copyOf(ids));
    }

    private record Own() implements RetentionPolicy {
        @Override
        public List<Verdict> judge(List<Resource> dated, Instant asOf) {
            return dated.stream()
                    .map(resource -> Verdict.remove(resource, () -> List.of("it may")))
                    .toList();
        }

        @Override
        public String describe() {
            return "nothing";
        }
    }
}
