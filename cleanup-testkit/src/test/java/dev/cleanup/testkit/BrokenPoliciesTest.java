package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

class BrokenPoliciesTest extends BrokenImplementations {
    private static final Duration WEEK = Duration.ofDays(7);

    BrokenPoliciesTest() {
        super(RetentionPolicyContract.class);
    }

    @Test
    void a_failure_names_the_policy_and_the_seed() {
        assertThat(ContractRun.of(FollowsTheOrder.class).failure("gives_the_same_answer_in_any_order"))
                .contains("policy 'keep a week', cleanup.seed=");
    }

    @Test
    void a_policy_that_needs_all_resources_can_say_so() {
        ContractRun run = ContractRun.of(NeedsAll.class);

        assertThat(run.methods(Status.ABORTED)).containsExactly("removes_among_few_only_what_it_removes_among_more");
        assertThat(run.methods(Status.FAILED)).isEmpty();
    }

    /** Keeps a week, until a test breaks it. */
    private static class KeepWeek implements RetentionPolicy {
        @Override
        public List<Verdict> judge(List<Resource> dated, Instant asOf) {
            List<Verdict> verdicts = new ArrayList<>();
            dated.forEach(resource -> verdicts.add(verdict(resource, young(resource, asOf))));
            return verdicts;
        }

        static boolean young(Resource resource, Instant asOf) {
            return resource.since().orElse(asOf).isAfter(asOf.minus(WEEK));
        }

        static Verdict verdict(Resource resource, boolean kept) {
            return kept
                    ? Verdict.keep(resource, () -> List.of("less than a week old"))
                    : Verdict.remove(resource, () -> List.of("a week old"));
        }

        @Override
        public String describe() {
            return "keep a week";
        }
    }

    abstract static class Broken extends RetentionPolicyContract {
        private final RetentionPolicy policy;

        Broken(RetentionPolicy policy) {
            this.policy = policy;
        }

        @Override
        protected RetentionPolicy policy() {
            return policy;
        }
    }

    @Breaks("gives_one_verdict_for_each_resource_in_the_same_order")
    static class GivesAnotherOrder extends Broken {
        GivesAnotherOrder() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
                    List<Verdict> verdicts = new ArrayList<>(super.evaluate(resources, asOf));
                    Collections.reverse(verdicts);
                    return verdicts;
                }
            });
        }
    }

    @Breaks("keeps_what_has_no_age_that_can_be_trusted")
    static class TrustsEveryDate extends Broken {
        TrustsEveryDate() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
                    return judge(List.copyOf(resources), asOf);
                }
            });
        }
    }

    @Breaks("says_why_for_each_verdict")
    static class GivesNoReason extends Broken {
        GivesNoReason() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    return dated.stream()
                            .map(resource ->
                                    young(resource, asOf) ? Verdict.keep(resource, List::of) : verdict(resource, false))
                            .toList();
                }
            });
        }
    }

    @Breaks("describes_itself_always_in_the_same_words")
    static class CountsInItsDescription extends Broken {
        CountsInItsDescription() {
            super(new KeepWeek() {
                private volatile int seen;

                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    seen = dated.size();
                    return super.judge(dated, asOf);
                }

                @Override
                public String describe() {
                    return "keep a week, " + seen + " seen";
                }
            });
        }
    }

    @Breaks({
        "gives_the_same_answer_when_it_is_asked_again",
        "gives_the_same_answer_in_any_order",
        "removes_among_few_only_what_it_removes_among_more",
        "can_be_asked_by_several_threads_at_once"
    })
    static class KeepsWhatIsNew extends Broken {
        KeepsWhatIsNew() {
            super(new KeepWeek() {
                private volatile boolean asked;

                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    boolean first = !asked;
                    asked = true;
                    return dated.stream()
                            .map(resource -> verdict(resource, first || young(resource, asOf)))
                            .toList();
                }
            });
        }
    }

    @Breaks({"gives_the_same_answer_in_any_order", "removes_among_few_only_what_it_removes_among_more"})
    static class FollowsTheOrder extends Broken {
        FollowsTheOrder() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    List<Verdict> verdicts = new ArrayList<>();
                    dated.forEach(resource -> verdicts.add(verdict(resource, verdicts.size() % 2 == 0)));
                    return verdicts;
                }
            });
        }
    }

    @Breaks("removes_among_few_only_what_it_removes_among_more")
    static class RemovesAllButMany extends Broken {
        RemovesAllButMany() {
            super(new RemoveFew());
        }
    }

    static class NeedsAll extends Broken {
        NeedsAll() {
            super(new RemoveFew());
        }

        @Override
        protected boolean removesNoMoreAmongFewer() {
            return false;
        }
    }

    /** Keeps all as long as there are many. */
    private static final class RemoveFew extends KeepWeek {
        @Override
        public List<Verdict> judge(List<Resource> dated, Instant asOf) {
            boolean many = dated.size() > 200;
            return dated.stream()
                    .map(resource -> verdict(resource, many || young(resource, asOf)))
                    .toList();
        }
    }

    @Breaks("has_nothing_to_say_of_nothing")
    static class NeedsOne extends Broken {
        NeedsOne() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
                    resources.iterator().next();
                    return super.evaluate(resources, asOf);
                }
            });
        }
    }

    @Breaks("judges_a_hundred_thousand_resources")
    static class GoesDeep extends Broken {
        GoesDeep() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    if (dated.isEmpty()) {
                        return new ArrayList<>();
                    }
                    List<Verdict> verdicts = judge(dated.subList(0, dated.size() - 1), asOf);
                    Resource last = dated.get(dated.size() - 1);
                    verdicts.add(verdict(last, young(last, asOf)));
                    return verdicts;
                }
            });
        }
    }

    @Breaks("does_not_change_the_list_it_is_given")
    static class EmptiesItsList extends Broken {
        EmptiesItsList() {
            super(new KeepWeek() {
                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    List<Verdict> verdicts = super.judge(dated, asOf);
                    if (dated instanceof ArrayList) {
                        dated.clear();
                    }
                    return verdicts;
                }
            });
        }
    }

    @Breaks("can_be_asked_by_several_threads_at_once")
    static class MixesUpTwoQuestions extends Broken {
        MixesUpTwoQuestions() {
            super(new KeepWeek() {
                private final Thread first = Thread.currentThread();
                private final CountDownLatch atOnce = new CountDownLatch(2);

                @Override
                public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                    boolean mixedUp = Thread.currentThread() != first && anotherIsHere();
                    return dated.stream()
                            .map(resource -> verdict(resource, mixedUp || young(resource, asOf)))
                            .toList();
                }

                private boolean anotherIsHere() {
                    atOnce.countDown();
                    try {
                        return atOnce.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                }
            });
        }
    }
}
