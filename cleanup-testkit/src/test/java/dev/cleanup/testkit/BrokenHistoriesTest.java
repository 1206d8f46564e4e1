package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

class BrokenHistoriesTest extends BrokenImplementations {
    BrokenHistoriesTest() {
        super(HistoryStoreContract.class);
    }

    abstract static class Broken extends HistoryStoreContract {
        private final Supplier<HistoryStore> store;

        Broken(Supplier<HistoryStore> store) {
            this.store = store;
        }

        @Override
        protected HistoryStore store() {
            return store.get();
        }
    }

    static class Sound extends Broken {
        Sound() {
            super(MapStore::new);
        }
    }

    @Test
    void a_sound_store_passes() {
        assertThat(ContractRun.of(Sound.class).methods(Status.FAILED)).isEmpty();
        assertThat(ContractRun.of(Sound.class).methods(Status.SUCCESSFUL)).hasSizeGreaterThan(10);
    }

    @Breaks("gives_back_what_was_saved")
    static class ForgetsWhy extends Broken {
        ForgetsWhy() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    super.save(new CleanupRun(
                            run.id(),
                            run.mode(),
                            run.status(),
                            run.plan(),
                            run.requestedBy(),
                            "",
                            run.startedAt(),
                            run.updatedAt(),
                            run.finishedAt(),
                            run.tasks()));
                }
            });
        }
    }

    @Breaks({"a_plan_is_claimed_once", "of_many_claims_at_once_exactly_one_succeeds"})
    static class SharesRunsAndNoClaims extends Sound {
        @Override
        protected HistoryStore onAnotherNode(HistoryStore store) {
            MapStore other = new MapStore();
            store.latest(10).forEach(other::save);
            return other;
        }
    }

    @Breaks("finds_nothing_that_was_not_saved")
    static class MakesUpRuns extends Broken {
        MakesUpRuns() {
            super(() -> new MapStore() {
                @Override
                public synchronized Optional<CleanupRun> find(String id) {
                    return Optional.of(super.find(id).orElse(SampleRuns.ended(1)));
                }
            });
        }
    }

    @Breaks({
        "gives_back_what_was_saved",
        "gives_the_newest_runs_newest_first",
        "gives_at_most_as_many_as_asked_for",
        "keeps_at_least_the_last_ten_runs",
        "a_run_that_is_saved_again_is_replaced_and_keeps_its_place",
        "a_list_once_given_does_not_change"
    })
    static class GivesTheOldestFirst extends Broken {
        GivesTheOldestFirst() {
            super(() -> new MapStore() {
                @Override
                public synchronized List<CleanupRun> latest(int limit) {
                    List<CleanupRun> runs = new ArrayList<>(newestFirst());
                    Collections.reverse(runs);
                    return runs.stream().limit(limit).toList();
                }
            });
        }
    }

    @Breaks({
        "gives_back_what_was_saved",
        "gives_at_most_as_many_as_asked_for",
        "summaries_are_the_same_runs_with_the_same_counts",
        "keeps_at_least_the_last_ten_runs"
    })
    static class GivesAll extends Broken {
        GivesAll() {
            super(() -> new MapStore() {
                @Override
                public synchronized List<CleanupRun> latest(int limit) {
                    return newestFirst();
                }
            });
        }
    }

    @Breaks({"keeps_at_least_the_last_ten_runs", "of_many_claims_at_once_exactly_one_succeeds"})
    static class KeepsNine extends Broken {
        KeepsNine() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    super.save(run);
                    newestFirst().stream()
                            .filter(kept -> kept.status().ended())
                            .skip(9)
                            .forEach(old -> runs.remove(old.id()));
                }
            });
        }
    }

    @Breaks("a_run_that_is_saved_again_is_replaced_and_keeps_its_place")
    static class PutsWhatIsSavedLastFirst extends Broken {
        PutsWhatIsSavedLastFirst() {
            super(() -> new MapStore() {
                private final List<String> order = new ArrayList<>();

                @Override
                public synchronized void save(CleanupRun run) {
                    super.save(run);
                    order.remove(run.id());
                    order.add(0, run.id());
                }

                @Override
                public synchronized List<CleanupRun> latest(int limit) {
                    return order.stream().limit(limit).map(runs::get).toList();
                }
            });
        }
    }

    @Breaks("a_run_that_has_ended_stays_ended")
    static class LetsTheDeadRise extends Broken {
        LetsTheDeadRise() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    runs.put(run.id(), run);
                }
            });
        }
    }

    @Breaks("a_run_that_goes_on_is_kept_as_it_is_now")
    static class WritesTheTasksOnce extends Broken {
        WritesTheTasksOnce() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    CleanupRun kept = runs.getOrDefault(run.id(), run);
                    super.save(SampleRuns.with(kept.tasks().isEmpty() ? run.tasks() : kept.tasks(), run));
                }
            });
        }
    }

    @Breaks("keeps_a_run_that_is_under_way")
    static class DropsWhatIsUnderWay extends Broken {
        DropsWhatIsUnderWay() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    super.save(run);
                    newestFirst().stream().skip(10).forEach(old -> runs.remove(old.id()));
                }
            });
        }
    }

    @Breaks("a_list_once_given_does_not_change")
    static class GivesAView extends Broken {
        GivesAView() {
            super(() -> new MapStore() {
                @Override
                public synchronized List<CleanupRun> latest(int limit) {
                    return new AbstractList<>() {
                        @Override
                        public CleanupRun get(int index) {
                            return newest(limit).get(index);
                        }

                        @Override
                        public int size() {
                            return newest(limit).size();
                        }
                    };
                }

                private synchronized List<CleanupRun> newest(int limit) {
                    return super.latest(limit);
                }
            });
        }
    }

    @Breaks({
        "a_plan_is_claimed_once",
        "a_plan_stays_claimed_when_it_is_saved_again",
        "of_many_claims_at_once_exactly_one_succeeds"
    })
    static class LetsEverybodyClaim extends Broken {
        LetsEverybodyClaim() {
            super(() -> new MapStore() {
                @Override
                public synchronized boolean claimPlan(String planId, String runId) {
                    return runs.containsKey(planId);
                }
            });
        }
    }

    @Breaks("a_plan_is_claimed_once")
    static class LetsOneRunClaimTwice extends Broken {
        LetsOneRunClaimTwice() {
            super(() -> new MapStore() {
                @Override
                public synchronized boolean claimPlan(String planId, String runId) {
                    return super.claimPlan(planId, runId) || runId.equals(claims.get(planId));
                }
            });
        }
    }

    @Breaks("a_plan_stays_claimed_when_it_is_saved_again")
    static class ForgetsTheClaim extends Broken {
        ForgetsTheClaim() {
            super(() -> new MapStore() {
                @Override
                public synchronized void save(CleanupRun run) {
                    super.save(run);
                    claims.remove(run.id());
                }
            });
        }
    }

    @Breaks("a_plan_that_is_not_kept_cannot_be_claimed")
    static class LetsClaimWhatIsNotKept extends Broken {
        LetsClaimWhatIsNotKept() {
            super(() -> new MapStore() {
                @Override
                public synchronized boolean claimPlan(String planId, String runId) {
                    return claims.putIfAbsent(planId, runId) == null;
                }
            });
        }
    }

    /** Looks first and claims then; whoever looks at the same moment claims too. */
    @Breaks("of_many_claims_at_once_exactly_one_succeeds")
    static class LooksBeforeItClaims extends Broken {
        LooksBeforeItClaims() {
            super(() -> new MapStore() {
                private final Thread first = Thread.currentThread();
                private final CyclicBarrier looked = new CyclicBarrier(2);

                @Override
                public boolean claimPlan(String planId, String runId) {
                    boolean free = find(planId).isPresent() && !claimed(planId);
                    if (Thread.currentThread() != first) {
                        waitForAnother();
                    }
                    synchronized (this) {
                        claims.put(planId, runId);
                    }
                    return free;
                }

                private synchronized boolean claimed(String planId) {
                    return claims.containsKey(planId);
                }

                private void waitForAnother() {
                    try {
                        looked.await(10, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        throw new IllegalStateException(alone);
                    }
                }
            });
        }
    }

    @Breaks("summaries_are_the_same_runs_with_the_same_counts")
    static class SumsUpTooMuch extends Broken {
        SumsUpTooMuch() {
            super(() -> new MapStore() {
                @Override
                public synchronized List<CleanupRun> summaries(int limit) {
                    return latest(limit).stream()
                            .map(run -> SampleRuns.with(List.of(), run))
                            .toList();
                }
            });
        }
    }

    @Breaks("a_request_to_stop_reaches_the_node_that_runs")
    static class ForgetsWhoIsToStop extends Broken {
        ForgetsWhoIsToStop() {
            super(() -> new MapStore() {
                @Override
                public synchronized boolean requestStop(String runId, String why) {
                    CleanupRun run = runs.get(runId);
                    return run != null && !run.status().ended();
                }
            });
        }
    }

    @Breaks({"a_request_to_stop_reaches_the_node_that_runs", "a_run_that_is_not_under_way_takes_no_request_to_stop"})
    static class StopsEverything extends Broken {
        StopsEverything() {
            super(() -> new MapStore() {
                private Optional<String> asked = Optional.empty();

                @Override
                public synchronized boolean requestStop(String runId, String why) {
                    asked = Optional.of(why);
                    return true;
                }

                @Override
                public synchronized Optional<String> stopRequested(String runId) {
                    return asked;
                }
            });
        }
    }

    @Breaks("can_be_used_by_several_threads_at_once")
    static class BelongsToOneThread extends Broken {
        BelongsToOneThread() {
            super(() -> new MapStore() {
                private final Thread owner = Thread.currentThread();

                @Override
                public synchronized void save(CleanupRun run) {
                    if (run.status() == RunStatus.RUNNING && Thread.currentThread() != owner) {
                        throw new IllegalStateException("another thread");
                    }
                    super.save(run);
                }
            });
        }
    }
}
