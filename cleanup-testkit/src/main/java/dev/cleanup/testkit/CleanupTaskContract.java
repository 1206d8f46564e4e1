package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every task. Extend it for a task of your own, and say how to make items and how to see them:
 *
 * <pre>{@code
 * class StaleUploadsContractTest extends CleanupTaskContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     protected CleanupTask task() {
 *         return StaleUploads.in(directory, RetentionPolicy.keepFor("7d"));
 *     }
 *
 *     @Override
 *     protected Set<String> arrange(int removable, int kept) {
 *         …                                   // writes old and new files, gives the names of the old ones
 *     }
 *
 *     @Override
 *     protected Set<String> there() {
 *         …                                   // the names of all files
 *     }
 *
 *     @Override
 *     protected void renew(String id) {
 *         …                                   // writes the file once more
 *     }
 * }
 * }</pre>
 */
public abstract non-sealed class CleanupTaskContract extends SurveyContract {

    /** For the subclass, which JUnit makes anew for each test. */
    protected CleanupTaskContract() {}

    @Test
    public void says_always_in_the_same_words_what_it_cleans() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();
        String before = task.description();
        assertThat(before).as("description").isNotBlank();

        remove(task, survey(task));

        assertThat(task.description())
                .as("the description after a survey and a removal: a plan is applied only while it is the same")
                .isEqualTo(before);
    }

    @Test
    public void finds_nothing_where_nothing_may_go() throws Exception {
        arranged(0);
        Set<String> before = present();
        CleanupTask task = task();

        Survey survey = survey(task);

        assertThat(survey.eligible()).as("eligible").isZero();
        assertThat(remove(task, survey).removed()).as("removed").isZero();
        assertThat(present()).isEqualTo(before);
    }

    @Test
    public void removes_in_batches_exactly_what_the_survey_counted() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        Set<String> expected = without(present(), removable);
        CleanupTask task = task();

        remove(task, survey(task));

        assertThat(present()).isEqualTo(expected);
    }

    @Test
    public void a_batch_removes_no_more_than_its_limit() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        assertThat(remove(task, survey(task)).batches())
                .allSatisfy(batch -> assertThat(batch.gone()).isLessThanOrEqualTo(FEW));
    }

    @Test
    public void a_batch_says_how_many_items_it_removed() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        assertThat(remove(task, survey(task)).batches())
                .allSatisfy(batch -> assertThat(batch.result().removed()).isEqualTo(batch.gone()));
    }

    @Test
    public void the_batches_end_and_leave_nothing_for_a_second_time() throws Exception {
        arranged(REMOVABLE);
        CleanupTask task = task();

        assertThat(remove(task, survey(task)).ended())
                .as("each batch begins further on, and the last says so")
                .isTrue();

        Survey second = survey(task);
        assertThat(second.eligible()).as("eligible, once all is removed").isZero();
        assertThat(remove(task, second).gone()).as("removed the second time").isZero();
    }

    @Test
    public void removes_only_what_is_named() throws Exception {
        List<String> removable = List.copyOf(arranged(REMOVABLE));
        Set<String> before = present();
        CleanupTask task = task();
        List<String> named = removable.subList(0, FEW);

        BatchResult result = remove(task, survey(task), named);

        assertThat(present()).isEqualTo(without(before, named));
        assertThat(result.removed()).as("removed").isEqualTo(FEW);
    }

    @Test
    public void removes_nothing_when_nothing_is_named() throws Exception {
        arranged(REMOVABLE);
        Set<String> before = present();
        CleanupTask task = task();

        BatchResult result = remove(task, survey(task), List.of());

        assertThat(present()).isEqualTo(before);
        assertThat(result.removed()).as("removed").isZero();
    }

    @Test
    public void keeps_what_must_stay_also_when_it_is_named() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        Set<String> kept = without(present(), removable);
        CleanupTask task = task();

        remove(task, survey(task), kept);

        assertThat(present()).containsAll(kept).hasSize(REMOVABLE + KEPT);
    }

    @Test
    public void passes_by_names_of_items_that_are_gone() throws Exception {
        List<String> removable = List.copyOf(arranged(REMOVABLE));
        CleanupTask task = task();
        Survey survey = survey(task);
        String gone = removable.get(0);
        remove(task, survey, List.of(gone));

        BatchResult result = remove(task, survey, List.of(gone, removable.get(1)));

        assertThat(result.removed()).as("removed").isEqualTo(1);
        assertThat(present()).hasSize(REMOVABLE + KEPT - 2).doesNotContain(removable.get(1));
    }

    @Test
    public void spares_what_was_renewed_after_the_survey() throws Exception {
        String renewed = first(arranged(REMOVABLE));
        CleanupTask task = task();
        Survey survey = survey(task);
        renew(renewed);

        assertThat(remove(task, survey).gone())
                .as("gone, of %d and one renewed", REMOVABLE)
                .isEqualTo(REMOVABLE - 1L);

        assertThat(present()).contains(renewed);
    }

    @Test
    public void spares_what_was_renewed_after_the_survey_also_when_it_is_named() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        String renewed = first(removable);
        CleanupTask task = task();
        Survey survey = survey(task);
        renew(renewed);

        BatchResult result = remove(task, survey, removable);

        assertThat(present()).contains(renewed);
        assertThat(result.removed()).as("removed").isEqualTo(REMOVABLE - 1L);
    }

    @Test
    public void says_why_a_named_item_stays() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        String renewed = first(removable);
        CleanupTask task = task();
        Survey survey = survey(task);
        renew(renewed);

        assertThat(remove(task, survey, removable).leftovers())
                .as("the leftovers of %s, of which %s was renewed", removable, renewed)
                .filteredOn(leftover -> leftover.id().equals(renewed))
                .singleElement()
                .satisfies(leftover -> assertThat(leftover.reason()).isNotBlank());
    }

    /** At the earliest instant there is, whatever has a date was still to come. */
    @Test
    public void counts_ages_from_the_instant_of_the_survey_and_from_no_other() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        Set<String> before = present();
        CleanupTask task = task();
        survey(task);

        Walk.through(task, RetentionPolicy.EARLIEST, FEW, this::there);
        assertThat(present()).as("batch by batch").isEqualTo(before);

        task.removeBatch(named(RetentionPolicy.EARLIEST, removable));
        assertThat(present()).as("by their ids").isEqualTo(before);
    }

    @Test
    public void passes_by_what_cannot_be_removed_and_says_why() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        String stuck = first(removable);
        CleanupTask task = task();
        Survey survey = survey(task);
        assumeTrue(obstruct(stuck), "obstruct(id) is not implemented");

        Walk walk = remove(task, survey);

        assertThat(walk.ended())
                .as("each batch begins further on, and the last says so")
                .isTrue();
        assertThat(present()).contains(stuck).doesNotContainAnyElementsOf(without(removable, Set.of(stuck)));
        assertSaysWhy(walk.leftovers(), stuck);
        assertSaysWhy(remove(task, survey, List.of(stuck)).leftovers(), stuck);
    }

    @Test
    public void tells_what_is_still_there_or_that_it_cannot_tell() throws Exception {
        List<String> removable = List.copyOf(arranged(REMOVABLE));
        CleanupTask task = task();
        remove(task, survey(task), removable.subList(0, FEW));

        Optional<Set<String>> still = task.stillThere(new HashSet<>(removable));

        still.ifPresent(
                ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(removable.subList(FEW, removable.size())));
    }

    @Test
    public void does_not_lose_an_interrupt() throws Exception {
        Set<String> removable = arranged(REMOVABLE);
        Set<String> kept = without(present(), removable);
        CleanupTask task = task();
        Survey survey = survey(task);

        boolean passedOn = removeInterrupted(task, named(survey.asOf(), removable));

        assertThat(passedOn)
                .as("after an interrupt the thread is still interrupted, or InterruptedException came out")
                .isTrue();
        assertThat(present()).containsAll(kept);
    }

    private static boolean removeInterrupted(CleanupTask task, BatchRequest request) {
        Thread.currentThread().interrupt();
        try {
            var unused = task.removeBatch(request);
            return Thread.interrupted();
        } catch (InterruptedException interrupted) {
            return true;
        } catch (Exception failure) {
            return Thread.interrupted();
        } finally {
            var unused = Thread.interrupted();
        }
    }

    private Walk remove(CleanupTask task, Survey survey) throws Exception {
        return Walk.through(task, survey.asOf(), FEW, this::there);
    }

    private static BatchResult remove(CleanupTask task, Survey survey, Collection<String> ids) throws Exception {
        return task.removeBatch(named(survey.asOf(), ids));
    }

    private static BatchRequest named(Instant asOf, Collection<String> ids) {
        return new BatchRequest(asOf, Math.max(1, ids.size()), Optional.empty(), Optional.of(List.copyOf(ids)));
    }

    private static void assertSaysWhy(List<Leftover> leftovers, String id) {
        assertThat(leftovers)
                .as("the leftovers, of which %s cannot be removed", id)
                .anySatisfy(leftover -> {
                    assertThat(leftover.id()).isEqualTo(id);
                    assertThat(leftover.reason()).isNotBlank();
                });
    }

    private static String first(Set<String> ids) {
        return ids.iterator().next();
    }

    private static Set<String> without(Collection<String> all, Collection<String> others) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
