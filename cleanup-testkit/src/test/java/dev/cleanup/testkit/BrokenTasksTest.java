package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

class BrokenTasksTest extends BrokenImplementations {
    private static final int MANY = 1_000;

    BrokenTasksTest() {
        super(CleanupTaskContract.class);
    }

    static class Sound extends ShelfContract {
        Sound() {
            super(ShelfTask::new);
        }
    }

    static class WithoutObstruction extends Sound {
        @Override
        protected boolean obstruct(String id) {
            return false;
        }
    }

    @Test
    void a_sound_task_passes() {
        assertThat(ContractRun.of(Sound.class).methods(Status.SUCCESSFUL)).hasSizeGreaterThan(20);
        assertThat(ContractRun.of(Sound.class).methods(Status.FAILED)).isEmpty();
    }

    @Test
    void what_cannot_be_arranged_is_skipped() {
        assertThat(ContractRun.of(WithoutObstruction.class).methods(Status.ABORTED))
                .containsExactly("passes_by_what_cannot_be_removed_and_says_why");
    }

    @Breaks("has_a_name_that_can_be_a_key")
    static class HasASpaceInItsName extends ShelfContract {
        HasASpaceInItsName() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public String name() {
                    return "the shelf";
                }

                @Override
                public String description() {
                    return "shelf";
                }
            });
        }
    }

    @Breaks("wants_batches_of_at_least_one_item")
    static class WantsEmptyBatches extends ShelfContract {
        WantsEmptyBatches() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public int batchSize() {
                    return 0;
                }
            });
        }
    }

    @Breaks("says_always_in_the_same_words_what_it_cleans")
    static class DescribesWhatIsThere extends ShelfContract {
        DescribesWhatIsThere() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public String description() {
                    return "a shelf of " + shelf.items.size();
                }
            });
        }
    }

    @Breaks("a_survey_changes_nothing")
    static class MarksWhatItHasSeen extends ShelfContract {
        MarksWhatItHasSeen() {
            super(shelf -> new ShelfTask(shelf) {
                private boolean seen;

                @Override
                public Survey survey(SurveyRequest request) {
                    if (seen) {
                        shelf.items.put("marked", shelf.items.pollLastEntry().getValue());
                    }
                    seen = true;
                    return super.survey(request);
                }
            });
        }
    }

    @Breaks("a_survey_counts_and_lists_exactly_what_may_go")
    static class CountsHalfOfThePopulation extends ShelfContract {
        CountsHalfOfThePopulation() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    Survey survey = super.survey(request);
                    return new Survey(
                            survey.asOf(), survey.eligible(), OptionalLong.of(12), 0, survey.findings(), List.of());
                }
            });
        }
    }

    /** The survey and the removal have a predicate of their own each. */
    @Breaks({
        "a_survey_counts_and_lists_exactly_what_may_go",
        "lists_no_more_findings_than_asked_for_and_the_oldest_first",
        "finds_nothing_where_nothing_may_go",
        "the_batches_end_and_leave_nothing_for_a_second_time",
        "explains_what_may_go_as_its_survey_does"
    })
    static class SurveysMoreThanItRemoves extends ShelfContract {
        SurveysMoreThanItRemoves() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    Survey survey = super.survey(new SurveyRequest(request.now().plus(WEEK), request.findingsLimit()));
                    return new Survey(
                            request.now(), survey.eligible(), survey.population(), 0, survey.findings(), List.of());
                }
            });
        }
    }

    @Breaks("each_finding_says_why_and_has_an_age_that_can_be_trusted")
    static class GivesNoReason extends ShelfContract {
        GivesNoReason() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                Finding finding(String id) {
                    return new Finding(id, id, Optional.of(shelf.items.get(id)), Map.of(), " ");
                }
            });
        }
    }

    @Breaks({
        "each_finding_says_why_and_has_an_age_that_can_be_trusted",
        "lists_no_more_findings_than_asked_for_and_the_oldest_first",
        "knows_the_newest_of_what_may_go_or_says_that_it_does_not",
        "explains_what_may_go_as_its_survey_does"
    })
    static class DatesFindingsAtZero extends ShelfContract {
        DatesFindingsAtZero() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                Finding finding(String id) {
                    Instant since = id.equals("item-0-old") ? Instant.EPOCH : shelf.items.get(id);
                    return new Finding(id, id, Optional.of(since), Map.of(), "old");
                }
            });
        }
    }

    @Breaks("lists_no_more_findings_than_asked_for_and_the_oldest_first")
    static class ListsAll extends ShelfContract {
        ListsAll() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    return super.survey(new SurveyRequest(request.now(), MANY));
                }
            });
        }
    }

    @Breaks({
        "lists_no_more_findings_than_asked_for_and_the_oldest_first",
        "knows_the_newest_of_what_may_go_or_says_that_it_does_not"
    })
    static class CountsOnlyWhatItLists extends ShelfContract {
        CountsOnlyWhatItLists() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    Survey survey = super.survey(request);
                    int listed = survey.findings().size();
                    return new Survey(survey.asOf(), listed, survey.population(), 0, survey.findings(), List.of());
                }
            });
        }
    }

    @Breaks("lists_no_more_findings_than_asked_for_and_the_oldest_first")
    static class ListsTheYoungestFirst extends ShelfContract {
        ListsTheYoungestFirst() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    Survey survey = super.survey(request);
                    List<Finding> findings = new ArrayList<>(survey.findings());
                    Collections.reverse(findings);
                    return new Survey(survey.asOf(), survey.eligible(), survey.population(), 0, findings, List.of());
                }
            });
        }
    }

    @Breaks("knows_the_newest_of_what_may_go_or_says_that_it_does_not")
    static class TakesTheLastListedForTheNewest extends ShelfContract {
        TakesTheLastListedForTheNewest() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Survey survey(SurveyRequest request) {
                    Survey survey = super.survey(request);
                    List<Finding> listed = survey.findings();
                    return new Survey(
                            survey.asOf(),
                            survey.eligible(),
                            survey.population(),
                            0,
                            listed,
                            List.of(),
                            listed.isEmpty()
                                    ? Optional.empty()
                                    : listed.get(listed.size() - 1).since());
                }
            });
        }
    }

    /** The survey and the explanation have a predicate of their own each. */
    @Breaks("explains_what_may_go_as_its_survey_does")
    static class ExplainsAsOfLastWeek extends ShelfContract {
        ExplainsAsOfLastWeek() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Explanation> explain(String id, Instant now) {
                    return super.explain(id, now.minus(WEEK));
                }
            });
        }
    }

    @Breaks("explains_why_the_others_stay")
    static class DoesNotSayWhyAnItemStays extends ShelfContract {
        DoesNotSayWhyAnItemStays() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Explanation> explain(String id, Instant now) {
                    return super.explain(id, now)
                            .map(said -> said.answer() != Answer.KEPT
                                    ? said
                                    : new Explanation(said.answer(), id, said.since(), List.of(), Optional.empty()));
                }
            });
        }
    }

    @Breaks("finds_nothing_to_explain_where_nothing_is")
    static class KeepsWhatIsNotThere extends ShelfContract {
        KeepsWhatIsNotThere() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Explanation> explain(String id, Instant now) {
                    return super.explain(id, now)
                            .map(said -> said.answer() == Answer.NOT_FOUND ? saying(said, Answer.KEPT) : said);
                }
            });
        }
    }

    @Breaks("an_explanation_changes_nothing")
    static class TouchesWhatItExplains extends ShelfContract {
        TouchesWhatItExplains() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Explanation> explain(String id, Instant now) {
                    Optional<Explanation> explanation = super.explain(id, now);
                    shelf.items.replace(id, now);
                    return explanation;
                }
            });
        }
    }

    private static Explanation saying(Explanation said, Answer answer) {
        return new Explanation(answer, said.label(), said.since(), said.reasons(), said.removableAt());
    }

    static class CannotExplain extends ShelfContract {
        CannotExplain() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Explanation> explain(String id, Instant now) {
                    return Optional.empty();
                }
            });
        }
    }

    @Test
    void a_task_that_cannot_explain_is_sound() {
        ContractRun run = ContractRun.of(CannotExplain.class);
        assertThat(run.methods(Status.FAILED)).isEmpty();
        assertThat(run.methods(Status.ABORTED))
                .containsExactly(
                        "an_explanation_changes_nothing",
                        "explains_what_may_go_as_its_survey_does",
                        "explains_why_the_others_stay",
                        "finds_nothing_to_explain_where_nothing_is");
    }

    /** As a condition does that holds for every row when a list is empty. */
    @Breaks({
        "finds_nothing_where_nothing_may_go",
        "the_batches_end_and_leave_nothing_for_a_second_time",
        "counts_ages_from_the_instant_of_the_survey_and_from_no_other"
    })
    static class RemovesAllWhereNothingMayGo extends ShelfContract {
        RemovesAllWhereNothingMayGo() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                List<String> behind(BatchRequest request) {
                    List<String> behind = super.behind(request);
                    return behind.isEmpty() ? List.copyOf(shelf.items.keySet()) : behind;
                }
            });
        }
    }

    @Breaks({
        "removes_in_batches_exactly_what_the_survey_counted",
        "the_batches_end_and_leave_nothing_for_a_second_time",
        "spares_what_was_renewed_after_the_survey",
        "passes_by_what_cannot_be_removed_and_says_why"
    })
    static class SkipsTheFirstOfEachBatch extends ShelfContract {
        SkipsTheFirstOfEachBatch() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                List<String> behind(BatchRequest request) {
                    return super.behind(request).stream().skip(1).toList();
                }
            });
        }
    }

    @Breaks("a_batch_removes_no_more_than_its_limit")
    static class RemovesOneTooMany extends ShelfContract {
        RemovesOneTooMany() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNext(BatchRequest request) throws Exception {
                    return super.removeNext(
                            new BatchRequest(request.asOf(), request.limit() + 1, request.after(), request.ids()));
                }
            });
        }
    }

    @Breaks("a_batch_says_how_many_items_it_removed")
    static class SaysThatEachBatchWasFull extends ShelfContract {
        SaysThatEachBatchWasFull() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNext(BatchRequest request) throws Exception {
                    BatchResult result = super.removeNext(request);
                    return result.removed() == 0
                            ? result
                            : new BatchResult(request.limit(), result.leftovers(), result.next());
                }
            });
        }
    }

    @Breaks({"the_batches_end_and_leave_nothing_for_a_second_time", "passes_by_what_cannot_be_removed_and_says_why"})
    static class GoesRound extends ShelfContract {
        GoesRound() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNext(BatchRequest request) throws Exception {
                    BatchResult result = super.removeNext(request);
                    return new BatchResult(
                            result.removed(), result.leftovers(), result.next().or(() -> Optional.of("a")));
                }
            });
        }
    }

    @Breaks({"the_batches_end_and_leave_nothing_for_a_second_time", "passes_by_what_cannot_be_removed_and_says_why"})
    static class GoesOnForEver extends ShelfContract {
        GoesOnForEver() {
            super(shelf -> new ShelfTask(shelf) {
                private int batches;

                @Override
                BatchResult removeNext(BatchRequest request) throws Exception {
                    BatchResult result = super.removeNext(request);
                    batches++;
                    return new BatchResult(
                            result.removed(), result.leftovers(), result.next().or(() -> Optional.of("x" + batches)));
                }
            });
        }
    }

    @Breaks({
        "removes_only_what_is_named",
        "removes_nothing_when_nothing_is_named",
        "keeps_what_must_stay_also_when_it_is_named",
        "passes_by_names_of_items_that_are_gone",
        "says_why_a_named_item_stays",
        "tells_what_is_still_there_or_that_it_cannot_tell"
    })
    static class IgnoresNames extends ShelfContract {
        IgnoresNames() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
                    List<String> behind = new ArrayList<>(behind(request));
                    Collections.reverse(behind);
                    return take(behind.stream().limit(request.limit()).toList(), new ArrayList<>(), Optional.empty());
                }
            });
        }
    }

    @Breaks("removes_nothing_when_nothing_is_named")
    static class TakesNoneForAll extends ShelfContract {
        TakesNoneForAll() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
                    return ids.isEmpty() ? removeNext(request) : super.removeNamed(request, ids);
                }
            });
        }
    }

    @Breaks({
        "keeps_what_must_stay_also_when_it_is_named",
        "spares_what_was_renewed_after_the_survey_also_when_it_is_named",
        "says_why_a_named_item_stays",
        "counts_ages_from_the_instant_of_the_survey_and_from_no_other"
    })
    static class TrustsNames extends ShelfContract {
        TrustsNames() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
                    List<String> there =
                            ids.stream().filter(shelf.items::containsKey).toList();
                    return take(there, new ArrayList<>(), Optional.empty());
                }
            });
        }
    }

    @Breaks("passes_by_names_of_items_that_are_gone")
    static class StumblesOverNames extends ShelfContract {
        StumblesOverNames() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
                    if (!shelf.items.keySet().containsAll(ids)) {
                        throw new NoSuchElementException("no such item");
                    }
                    return super.removeNamed(request, ids);
                }
            });
        }
    }

    @Breaks({
        "spares_what_was_renewed_after_the_survey",
        "spares_what_was_renewed_after_the_survey_also_when_it_is_named",
        "says_why_a_named_item_stays",
        "counts_ages_from_the_instant_of_the_survey_and_from_no_other"
    })
    static class TrustsItsSurvey extends ShelfContract {
        TrustsItsSurvey() {
            super(shelf -> new ShelfTask(shelf) {
                private Set<String> surveyed = Set.of();

                @Override
                public Survey survey(SurveyRequest request) {
                    surveyed = Set.of();
                    Survey survey = super.survey(request);
                    surveyed = Set.copyOf(
                            survey.findings().stream().map(Finding::id).toList());
                    return survey;
                }

                @Override
                boolean mayGo(String id, Instant asOf) {
                    return (surveyed.contains(id) && shelf.items.containsKey(id)) || super.mayGo(id, asOf);
                }
            });
        }
    }

    @Breaks("says_why_a_named_item_stays")
    static class SaysNothingOfWhatStays extends ShelfContract {
        SaysNothingOfWhatStays() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
                    BatchResult result = super.removeNamed(request, ids);
                    List<Leftover> failed =
                            result.leftovers().stream().filter(Leftover::failed).toList();
                    return new BatchResult(result.removed(), failed, result.next());
                }
            });
        }
    }

    @Breaks("counts_ages_from_the_instant_of_the_survey_and_from_no_other")
    static class CountsAgesFromNow extends ShelfContract {
        CountsAgesFromNow() {
            super(shelf -> new ShelfTask(shelf) {
                private Instant now;

                @Override
                public Survey survey(SurveyRequest request) {
                    now = request.now();
                    return super.survey(request);
                }

                @Override
                boolean mayGo(String id, Instant asOf) {
                    return super.mayGo(id, now == null ? asOf : now);
                }
            });
        }
    }

    @Breaks("passes_by_what_cannot_be_removed_and_says_why")
    static class FailsForOneItem extends ShelfContract {
        FailsForOneItem() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                Leftover stuck(String id) {
                    throw new CleanupException("stuck to the shelf");
                }
            });
        }
    }

    @Breaks("passes_by_what_cannot_be_removed_and_says_why")
    static class DoesNotSayWhatIsStuck extends ShelfContract {
        DoesNotSayWhatIsStuck() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                Leftover stuck(String id) {
                    return Leftover.failed(id, "");
                }
            });
        }
    }

    @Breaks("tells_what_is_still_there_or_that_it_cannot_tell")
    static class ThinksThatAllIsStillThere extends ShelfContract {
        ThinksThatAllIsStillThere() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public Optional<Set<String>> stillThere(Set<String> ids) {
                    return Optional.of(ids);
                }
            });
        }
    }

    @Breaks("does_not_lose_an_interrupt")
    static class LosesAnInterrupt extends ShelfContract {
        LosesAnInterrupt() {
            super(shelf -> new ShelfTask(shelf) {
                @Override
                public BatchResult removeBatch(BatchRequest request) throws Exception {
                    var unused = Thread.interrupted();
                    return super.removeBatch(request);
                }
            });
        }
    }
}
