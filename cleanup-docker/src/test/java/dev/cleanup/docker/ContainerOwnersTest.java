package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Owners;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container of a bot that is there, two of bots that are gone, and one of nobody. */
@NeedsDocker
class ContainerOwnersTest {
    private static final String OWNER = "bot.id";

    private final Docker docker;
    private String alive = "";
    private String gone = "";
    private String lost = "";
    private String nobodys = "";

    ContainerOwnersTest(Docker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void make() {
        alive = labelled(OWNER, "1");
        gone = labelled(OWNER, "2");
        lost = labelled(OWNER, "3");
        nobodys = labelled(OWNER, " ");
    }

    private String labelled(String... labels) {
        return docker.created(container -> container.withLabels(docker.labels(labels)));
    }

    @Test
    void only_containers_whose_owner_is_gone_go() {
        String without = labelled();

        TaskRun run = execute(ids -> alive(ids, "1", "4"));

        assertThat(Runs.found(run)).containsExactlyInAnyOrder(gone, lost);
        assertThat(run.findings())
                .allSatisfy(finding ->
                        assertThat(finding.reason()).contains("its owner").contains("is gone"));
        assertThat(docker.there()).containsExactlyInAnyOrder(alive, nobodys, without);
    }

    @Test
    void an_owner_may_be_told_by_the_name() {
        String name = "bot-2-" + docker.mark();
        String named = docker.created(container -> container.withName(name));

        TaskRun run = Runs.execute(docker.containers()
                .owner(container -> Optional.of(container.name().substring(4, 5)), "the digit in the name")
                .activeOwners(ids -> Set.of())
                .nameMatching("bot-.*")
                .allowNoOwners()
                .build());

        assertThat(Runs.found(run)).containsExactly(named);
    }

    @Test
    void nothing_goes_when_the_owners_cannot_be_looked_up() {
        TaskRun run = execute(ids -> {
            throw new IllegalStateException("no connection");
        });

        assertNothingRemoved(run, RunStatus.FAILED, "no connection");
    }

    @Test
    void nothing_goes_when_a_removal_finds_the_owners_no_longer() {
        AtomicInteger asked = new AtomicInteger();

        TaskRun run = execute(ids -> {
            if (asked.incrementAndGet() > 2) {
                throw new IllegalStateException("no connection");
            }
            return alive(ids, "1");
        });

        assertNothingRemoved(run, RunStatus.FAILED, "no connection");
        assertThat(run.eligible()).isEqualTo(2);
    }

    @Test
    void nothing_goes_on_half_an_answer() {
        AtomicInteger asked = new AtomicInteger();

        TaskRun run = execute(ids -> asked.incrementAndGet() == 1 ? alive(ids, "1") : alive(ids, "1", "2"));

        assertNothingRemoved(run, RunStatus.REFUSED, "gives answers that are not complete");
    }

    @Test
    void nothing_goes_on_an_answer_to_another_question() {
        assertNothingRemoved(execute(ids -> Set.of("1", "99")), RunStatus.FAILED, "cannot be trusted");
        assertNothingRemoved(execute(ids -> null), RunStatus.FAILED, "gave null");
    }

    @Test
    void nothing_goes_where_there_is_no_owner_at_all() {
        assertNothingRemoved(execute(ids -> Set.of()), RunStatus.REFUSED, "allowNoOwners()");
    }

    @Test
    void all_with_an_owner_go_where_it_is_said_that_there_need_not_be_any() {
        Runs.execute(docker.containers()
                .ownerLabel(OWNER)
                .activeOwners(ids -> Set.of())
                .allowNoOwners()
                .build());

        assertThat(docker.there()).containsExactly(nobodys);
    }

    /** Who is there has no container; the source of the owners is all right then. */
    @Test
    void all_with_an_owner_go_where_only_others_are_there() {
        execute(new Owners() {
            @Override
            public Set<String> active(Set<String> ids) {
                return Set.of();
            }

            @Override
            public boolean any() {
                return true;
            }
        });

        assertThat(docker.there()).containsExactly(nobodys);
    }

    @Test
    void a_container_whose_owner_came_back_since_the_plan_stays() {
        Set<String> owners = new HashSet<>(Set.of("1"));

        TaskRun run = Runs.planThenApply(
                docker.containers()
                        .ownerLabel(OWNER)
                        .activeOwners(ids -> alive(ids, owners.toArray(new String[0])))
                        .build(),
                () -> owners.add("2"));

        assertThat(docker.there()).containsExactlyInAnyOrder(alive, gone, nobodys);
        assertThat(Runs.reason(run, gone)).isEqualTo("changed meanwhile: its owner 2 is there");
    }

    private TaskRun execute(Owners owners) {
        return Runs.execute(
                docker.containers().ownerLabel(OWNER).activeOwners(owners).build());
    }

    private static Set<String> alive(Set<String> asked, String... owners) {
        Set<String> alive = new HashSet<>(asked);
        alive.retainAll(Set.of(owners));
        return alive;
    }

    private void assertNothingRemoved(TaskRun run, RunStatus status, String reason) {
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.reason()).contains(reason);
        assertThat(run.tally().removed()).isZero();
        assertThat(docker.there()).containsExactlyInAnyOrder(alive, gone, lost, nobodys);
    }
}
