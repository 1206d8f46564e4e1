package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every task when it looks, and how a test makes and sees items: the first half of {@link
 * CleanupTaskContract}, which is the one to extend.
 */
public abstract sealed class SurveyContract permits CleanupTaskContract {
    static final int REMOVABLE = 10;
    static final int KEPT = 4;
    static final int FEW = 3;

    private static final int ALL = 1_000;
    private static final String NO_ID = "no such item";
    private static final String NAME_FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    SurveyContract() {}

    /** The task over what {@link #arrange} made; asked for once in each test, after it. */
    protected abstract CleanupTask task() throws Exception;

    /**
     * Makes so many items that may go, and so many that must stay, some of them perhaps younger and some without a date. Called once in each
     * test, before anything else.
     *
     * @return the ids of those that may go, as the task's findings show them
     */
    protected abstract Set<String> arrange(int removable, int kept) throws Exception;

    /** The ids of all items there are, looked up without the task. */
    protected abstract Set<String> there() throws Exception;

    /** Does to an item that may go what its users would do to keep it: touches the row, writes the file again. It must stay from then on. */
    protected abstract void renew(String id) throws Exception;

    /**
     * Makes it impossible to remove an item that may go: holds it by a foreign key, locks it, lets its removal fail. True when it was done; the
     * default cannot, and the test of it is skipped.
     */
    protected boolean obstruct(String id) throws Exception {
        return false;
    }

    /** This machine's time, for tasks whose items have no clock of their own. */
    protected Instant now() {
        return Instant.now();
    }

    @Test
    public void has_a_name_that_can_be_a_key() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        assertThat(task.name()).matches(NAME_FORM);
        assertThat(task.name()).as("the name, asked for again").isEqualTo(task.name());
    }

    @Test
    public void wants_batches_of_at_least_one_item() throws Exception {
        arranged(REMOVABLE);

        assertThat(task().batchSize()).isPositive();
        assertThat(task().smallestBatchSize()).isBetween(1, task().batchSize());
    }

    @Test
    public void a_survey_changes_nothing() throws Exception {
        arranged(REMOVABLE);
        Set<String> before = present();
        CleanupTask task = task();

        survey(task);
        survey(task);

        assertThat(present()).isEqualTo(before);
    }

    @Test
    public void a_survey_counts_and_lists_exactly_what_may_go() throws Exception {
        Set<String> removable = arranged(REMOVABLE);

        Survey survey = survey(task());

        assertThat(ids(survey)).containsExactlyInAnyOrderElementsOf(removable);
        assertThat(survey.eligible()).as("eligible").isEqualTo(REMOVABLE);
        survey.population()
                .ifPresent(population -> assertThat(population).as("population").isEqualTo(REMOVABLE + KEPT));
        assertThat(survey.unknownAge()).as("unknown age").isBetween(0L, (long) KEPT);
    }

    @Test
    public void each_finding_says_why_and_has_an_age_that_can_be_trusted() throws Exception {
        arranged(REMOVABLE);

        Survey survey = survey(task());

        assertThat(survey.findings()).allSatisfy(finding -> {
            assertThat(finding.reason()).as("the reason").isNotBlank();
            assertThat(finding.since())
                    .hasValueSatisfying(since -> assertThat(since).isBetween(RetentionPolicy.EARLIEST, survey.asOf()));
        });
    }

    @Test
    public void knows_the_newest_of_what_may_go_or_says_that_it_does_not() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();
        List<Instant> all = dates(survey(task));

        Survey few = task.survey(new SurveyRequest(now(), FEW));

        few.newest().ifPresent(newest -> assertThat(newest)
                .as("the newest of what may go, also when it is not listed")
                .isEqualTo(all.stream().max(Comparator.naturalOrder()).orElseThrow()));
    }

    @Test
    public void lists_no_more_findings_than_asked_for_and_the_oldest_first() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();
        List<Instant> all = dates(survey(task));

        Survey few = task.survey(new SurveyRequest(now(), FEW));

        assertThat(all).as("the dates of the findings").isSorted();
        assertThat(dates(few))
                .as("the dates of the first %d findings", FEW)
                .isEqualTo(all.stream().limit(FEW).toList());
        assertThat(few.eligible()).as("eligible, also what is not listed").isEqualTo(REMOVABLE);
    }

    /** This and the next ones are skipped for a task that cannot tell. */
    @Test
    public void explains_what_may_go_as_its_survey_does() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        for (Finding finding : survey(task).findings()) {
            Explanation explanation = explain(task, finding.id());
            assertThat(explanation.answer())
                    .as("what becomes of %s", finding.id())
                    .isEqualTo(Answer.GOES);
            assertThat(explanation.since()).as("since, of %s", finding.id()).isEqualTo(finding.since());
            assertSaysWhy(explanation);
        }
    }

    @Test
    public void explains_why_the_others_stay() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        Set<String> kept = present();
        kept.removeAll(removable);
        CleanupTask task = task();

        for (String id : kept) {
            Explanation explanation = explain(task, id);
            assertThat(explanation.answer()).as("what becomes of %s", id).isEqualTo(Answer.KEPT);
            assertSaysWhy(explanation);
        }
    }

    @Test
    public void finds_nothing_to_explain_where_nothing_is() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        for (String id : List.of(NO_ID, "", " ", "\u0000")) {
            assertThat(explain(task, id).answer()).as("of '%s'", id).isEqualTo(Answer.NOT_FOUND);
        }
    }

    @Test
    public void an_explanation_changes_nothing() throws Exception {
        arranged(REMOVABLE);
        Set<String> before = present();
        CleanupTask task = task();

        for (String id : before) {
            assertThat(explain(task, id).answer())
                    .as("what becomes of %s, asked for again", id)
                    .isEqualTo(explain(task, id).answer());
        }
        assertThat(present()).isEqualTo(before);
    }

    private Explanation explain(CleanupTask task, String id) throws Exception {
        Optional<Explanation> explanation = task.explain(id, now());
        assumeTrue(explanation.isPresent(), "the task cannot tell why an item stays");
        return explanation.get();
    }

    private static void assertSaysWhy(Explanation explanation) {
        assertThat(explanation.reasons()).as("the reasons").isNotEmpty().allSatisfy(reason -> assertThat(reason)
                .isNotBlank());
    }

    /** A copy, since a test may be given the very set that the items live in. */
    final Set<String> present() throws Exception {
        return new TreeSet<>(there());
    }

    /** Those of so many items that may go; a few others stay. */
    final Set<String> arranged(int removable) throws Exception {
        return new TreeSet<>(arrange(removable, KEPT));
    }

    final Survey survey(CleanupTask task) throws Exception {
        return task.survey(new SurveyRequest(now(), ALL));
    }

    private static List<String> ids(Survey survey) {
        return survey.findings().stream().map(Finding::id).toList();
    }

    private static List<Instant> dates(Survey survey) {
        return survey.findings().stream()
                .map(finding -> finding.since().orElse(Instant.MAX))
                .toList();
    }
}
