package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.TaskRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An engine that does not filter: what was not asked for is compared away, never looked at and never removed. */
@Timeout(60)
class ForeignContainersTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final String ours = wired.docker.add(FakeContainer.number(1)).id();

    @BeforeEach
    void an_engine_that_lists_everything() {
        wired.docker.ignoringFilters();
        wired.docker.add(FakeContainer.number(2).without("app"));
        wired.docker.add(FakeContainer.number(3).label("app", "database"));
        wired.docker.add(FakeContainer.number(4).label("app", "bot2"));
        wired.docker.add(FakeContainer.number(5).label("app", ""));
        wired.docker.add(FakeContainer.number(6).without("app").label("App", "bot"));
        wired.docker.add(FakeContainer.number(7)).listed(all -> all.putNull("Labels"));
    }

    @Test
    void only_ours_is_inspected_counted_and_removed() {
        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.survey().orElseThrow().population()).hasValue(1);
        assertThat(wired.docker.removed()).containsExactly(ours);
        assertThat(wired.lines())
                .filteredOn(line -> line.contains("/containers/") && !line.contains("?all=1"))
                .isNotEmpty()
                .allMatch(line -> line.contains(ours));
    }

    @Test
    void a_label_without_a_value_asks_for_any_and_not_for_none() {
        wired.execute(wired.containers().label("owner").build());

        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void one_whose_labels_are_others_when_it_is_inspected_stays() {
        wired.docker
                .add(FakeContainer.number(9))
                .inspected(all -> all.withObject("Config").withObject("Labels").put("app", "database"));

        wired.execute(wired.containers().build());

        assertThat(wired.docker.removed()).containsExactly(ours);
    }
}
