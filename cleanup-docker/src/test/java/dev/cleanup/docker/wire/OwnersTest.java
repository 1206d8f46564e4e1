package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.Owners;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.ContainersBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who cannot say for certain that an owner is gone removes nothing on its account. */
@Timeout(60)
class OwnersTest {
    private static final int COUNT = 300;

    @RegisterExtension
    final Wired wired = new Wired();

    /** Owners that are there; their containers have to stay. */
    private final Set<String> present = new TreeSet<>();

    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void containers_of_three_hundred_bots_of_which_two_thirds_are_there() {
        List<FakeContainer> containers = wired.docker.add(COUNT);
        for (int number = 0; number < COUNT; number++) {
            containers.get(number).label("bot.id", "bot-" + number);
            if (number % 3 != 0) {
                present.add("bot-" + number);
            }
        }
    }

    private ContainersBuilder of(Owners owners) {
        return wired.containers().ownerLabel("bot.id").activeOwners(ids -> {
            asked.add(ids);
            return owners.active(ids);
        });
    }

    private Set<String> there(Set<String> ids) {
        return ids.stream().filter(present::contains).collect(Collectors.toSet());
    }

    private TaskRun execute(Owners owners) {
        return wired.execute(of(owners).build());
    }

    private void nothing_goes(RunStatus status, String why, Owners owners) {
        TaskRun run = execute(owners);

        assertThat(run.status()).as(run.reason()).isEqualTo(status);
        assertThat(run.reason()).contains(why);
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void containers_go_whose_owners_are_absent_by_two_answers() {
        TaskRun run = execute(this::there);

        assertThat(run.tally().removed()).isEqualTo(COUNT / 3);
        assertThat(wired.docker.there()).hasSize(present.size());
        assertThat(run.findings()).first().satisfies(finding -> assertThat(finding.reason())
                .contains("its owner bot-")
                .contains("is gone"));
    }

    @Test
    void the_absent_are_asked_for_again_in_smaller_company() {
        wired.dryRun(of(this::there).build());

        assertThat(asked.get(0)).hasSize(COUNT);
        assertThat(asked.subList(1, asked.size())).hasSize(2).allSatisfy(page -> assertThat(page)
                .hasSizeLessThanOrEqualTo(50)
                .noneMatch(present::contains));
    }

    @Test
    void a_look_up_that_fails_fails_the_survey() {
        nothing_goes(RunStatus.FAILED, "no connection", ids -> {
            throw new IOException("no connection");
        });
    }

    @Test
    void a_look_up_that_fails_the_second_time_fails_the_survey() {
        nothing_goes(RunStatus.FAILED, "no connection", ids -> {
            if (asked.size() > 1) {
                throw new IllegalStateException("no connection");
            }
            return there(ids);
        });
    }

    @Test
    void a_look_up_that_does_not_end_is_interrupted() {
        CountDownLatch never = new CountDownLatch(1);
        CleanupService service = wired.open(wired.service(of(ids -> {
                            never.await();
                            return Set.of();
                        })
                        .build())
                .callTimeout(Duration.ofSeconds(3))
                .retry(1, Duration.ofMillis(1), Duration.ofMillis(2)));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("no answer within 3000 ms");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void null_is_no_answer() {
        nothing_goes(RunStatus.FAILED, "gave null", ids -> null);
    }

    @Test
    void a_null_among_the_owners_is_no_owner() {
        nothing_goes(RunStatus.FAILED, "not asked for", ids -> {
            Set<String> answer = new HashSet<>(there(ids));
            answer.add(null);
            return answer;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot-1000", "BOT-1", " bot-1", "1", ""})
    void owners_that_were_not_asked_for_spoil_the_answer(String foreign) {
        nothing_goes(RunStatus.FAILED, "named 1 that were not asked for", ids -> {
            Set<String> answer = new HashSet<>(there(ids));
            answer.add(foreign);
            return answer;
        });
    }

    @Test
    void nobody_at_all_refuses_the_run() {
        nothing_goes(RunStatus.REFUSED, "none of 300 owners is there, nor anybody else", ids -> Set.of());
    }

    @Test
    void nobody_at_all_is_accepted_where_that_was_said() {
        TaskRun run = wired.execute(of(ids -> Set.of()).allowNoOwners().build());

        assertThat(run.tally().removed()).isEqualTo(COUNT);
    }

    /** Knows nobody who is asked for, and says that there are others. */
    private record Strangers() implements Owners {
        @Override
        public Set<String> active(Set<String> ids) {
            return Set.of();
        }

        @Override
        public boolean any() {
            return true;
        }
    }

    private TaskRun executeWithStrangers() {
        return wired.execute(wired.containers()
                .ownerLabel("bot.id")
                .activeOwners(new Strangers())
                .build());
    }

    private void one_runs() {
        wired.docker.add(FakeContainer.number(COUNT + 1)).state("running").label("bot.id", "bot-running");
    }

    @Test
    void nobody_of_those_asked_for_is_accepted_where_the_source_says_that_there_are_others() {
        assertThat(executeWithStrangers().tally().removed()).isEqualTo(COUNT);
    }

    @Test
    void a_source_that_knows_nobody_whose_container_runs_is_not_believed_that_there_are_others() {
        one_runs();

        TaskRun run = executeWithStrangers();

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void nobody_of_the_stopped_is_accepted_where_somebody_is_there_whose_container_runs() {
        one_runs();
        present.clear();
        present.add("bot-running");

        assertThat(execute(this::there).tally().removed()).isEqualTo(COUNT);
        assertThat(wired.docker.there()).containsExactly(FakeContainer.id(COUNT + 1));
    }

    /** Only by the whole list, after the newest were asked for in vain. */
    @Test
    void somebody_who_is_there_is_found_among_many_who_are_not() {
        present.clear();
        present.add("bot-0");
        for (int number = COUNT; number < COUNT + 600; number++) {
            wired.docker.add(FakeContainer.number(number + 1)).label("bot.id", "bot-" + number);
        }

        assertThat(execute(this::there).tally().removed()).isEqualTo(COUNT + 600 - 1);
        assertThat(wired.lines()).anyMatch(line -> line.contains("?all=1&limit=500&filters="));
        assertThat(wired.docker.there()).containsExactly(FakeContainer.id(1));
    }

    @Test
    void that_the_owner_of_one_that_runs_cannot_be_told_keeps_no_other() {
        one_runs();

        TaskRun run = wired.execute(wired.containers()
                .owner(
                        container -> {
                            if (container.state().equals("running")) {
                                throw new IllegalArgumentException("no such name");
                            }
                            return Optional.of(container.labels().get("bot.id"));
                        },
                        "its label")
                .activeOwners(ids -> Set.of())
                .allowNoOwners()
                .build());

        assertThat(run.tally().removed()).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 49, 100, 199})
    void a_source_that_cuts_its_answer_off_is_found_out(int rows) {
        nothing_goes(
                RunStatus.REFUSED,
                "the source gives answers that are not complete",
                ids -> there(new TreeSet<>(ids)).stream().sorted().limit(rows).collect(Collectors.toSet()));
    }

    @RepeatedTest(5)
    void a_source_that_gives_any_half_is_found_out() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TaskRun run = execute(
                ids -> there(ids).stream().filter(id -> random.nextBoolean()).collect(Collectors.toSet()));

        assertThat(run.status()).as("seed " + seed).isEqualTo(RunStatus.REFUSED);
        assertThat(wired.changing()).as("seed " + seed).isEmpty();
    }

    @Test
    void an_owner_that_comes_back_between_survey_and_batch_keeps_its_container() {
        CleanupService service = wired.open(wired.service(of(this::there).build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        present.add("bot-0");

        TaskRun run =
                service.run(RunRequest.apply(plan.id())).task("containers").orElseThrow();

        assertThat(run.tally().removed()).isEqualTo(COUNT / 3 - 1);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(wired.docker.there()).contains(FakeContainer.id(1));
    }

    /** Does this when the first container goes. */
    private void once_the_first_goes(Runnable happens) {
        AtomicReference<Runnable> once = new AtomicReference<>(happens);
        for (String id : wired.docker.there()) {
            wired.docker.on("DELETE /containers/" + id, asked -> {
                once.getAndSet(() -> {}).run();
                return wired.docker.itself(asked);
            });
        }
    }

    @Test
    void owners_that_come_back_during_a_batch_keep_their_containers_but_for_a_few() {
        once_the_first_goes(() -> {
            for (int number = 0; number < COUNT; number++) {
                present.add("bot-" + number);
            }
        });

        TaskRun run = execute(this::there);

        assertThat(run.tally()).isEqualTo(new Tally(24, 76, 0, 0));
        assertThat(run.leftovers()).allSatisfy(left -> assertThat(left.reason())
                .startsWith("changed meanwhile: its owner bot-")
                .endsWith(" is there"));
        assertThat(wired.docker.there()).hasSize(COUNT - 24);
    }

    @Test
    void a_source_that_breaks_during_a_batch_ends_it_with_what_is_known() {
        List<Boolean> broken = new CopyOnWriteArrayList<>();
        once_the_first_goes(() -> broken.add(true));

        TaskRun run = execute(ids -> {
            if (!broken.isEmpty()) {
                throw new IOException("no connection");
            }
            return there(ids);
        });

        assertThat(run.tally()).isEqualTo(new Tally(24, 0, 76, 0));
        assertThat(run.leftovers()).allSatisfy(left -> assertThat(left.reason())
                .isEqualTo("not tried: whether they may still go cannot be told: no connection"));
        assertThat(wired.changing()).hasSize(24);
    }

    @Test
    void a_source_that_breaks_right_before_the_first_removal_fails_the_run() {
        // Twice for the survey, in two pages the second time; as often for the batch, and for others than it names.
        nothing_goes(RunStatus.FAILED, "no connection", ids -> {
            if (asked.size() > 7) {
                throw new IllegalStateException("no connection");
            }
            return there(ids);
        });
    }

    @Test
    void a_source_that_breaks_between_survey_and_batch_removes_nothing() {
        List<Owners> now = new ArrayList<>(List.of(this::there));
        CleanupService service =
                wired.open(wired.service(of(ids -> now.get(0).active(ids)).build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        now.set(0, ids -> Set.of());

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("none of 100 owners is there");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_container_of_nobody_or_of_a_blank_owner_stays() {
        wired.docker.add(FakeContainer.number(1)).label("bot.id", " ");
        wired.docker.add(FakeContainer.number(4)).without("bot.id");
        present.remove("bot-0");
        CleanupService service = wired.open(wired.service(of(this::there).build()));

        assertThat(service.explain("containers", FakeContainer.id(1))
                        .orElseThrow()
                        .reasons())
                .containsExactly("nobody knows whose it is");
        service.run(RunRequest.execute());

        assertThat(wired.docker.there()).contains(FakeContainer.id(1), FakeContainer.id(4));
    }

    @Test
    void an_owner_that_cannot_be_told_because_that_failed_fails_the_survey() {
        TaskRun run = wired.execute(wired.containers()
                .owner(
                        container -> {
                            throw new IllegalArgumentException("no such name");
                        },
                        "its name")
                .activeOwners(this::there)
                .build());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void who_runs_is_not_asked_for() {
        wired.docker.add(FakeContainer.number(1)).state("running").label("bot.id", "bot-running");

        wired.dryRun(of(this::there).build());

        assertThat(asked).noneMatch(page -> page.contains("bot-running"));
    }

    @Test
    void owners_may_be_told_by_names() {
        TaskRun run = wired.execute(wired.containers()
                .owner(container -> Optional.of(container.name()), "its name")
                .activeOwners(
                        ids -> ids.stream().filter(name -> !name.endsWith("0")).collect(Collectors.toSet()))
                .build());

        assertThat(run.tally().removed()).isPositive().isLessThan(COUNT);
        assertThat(run.rule()).contains("whose owner (its name) is gone");
    }
}
