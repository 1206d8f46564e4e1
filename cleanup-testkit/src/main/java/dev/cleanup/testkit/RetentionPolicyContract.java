package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every retention policy. Extend it for a policy of your own:
 *
 * <pre>{@code
 * class KeepEvenTest extends RetentionPolicyContract {
 *     @Override
 *     protected RetentionPolicy policy() {
 *         return new KeepEven();
 *     }
 * }
 * }</pre>
 *
 * <p>The resources it is asked about are random; a failure names the seed, and {@code -Dcleanup.seed=…} repeats it.
 */
public abstract class RetentionPolicyContract {
    private static final Instant AS_OF = Instant.parse("2026-03-10T12:00:00Z");
    private static final int FEW = 300;
    private static final int MANY = 100_000;
    private static final int ROUNDS = 20;

    private final long seed = Long.getLong("cleanup.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** For the subclass, which JUnit makes anew for each test. */
    protected RetentionPolicyContract() {}

    /** The policy, asked for once in each test. */
    protected abstract RetentionPolicy policy();

    /** All resources that the policy judges; override it when your policy needs certain tags or ids to show what it does. */
    protected Collection<Resource> resources() {
        return new RandomResources(seed, asOf()).list(FEW);
    }

    /** The instant that ages are counted back from. */
    protected Instant asOf() {
        return AS_OF;
    }

    /**
     * Whether what the policy removes among some resources it also removes among these and more. A task that removes portion by portion
     * relies on it; say false when your policy cannot, and use it in tasks that judge all resources each time.
     */
    protected boolean removesNoMoreAmongFewer() {
        return true;
    }

    @Test
    public void gives_one_verdict_for_each_resource_in_the_same_order() {
        RetentionPolicy policy = policy();
        List<Resource> resources = given();

        assertThat(ask(policy, resources))
                .as(about(policy))
                .extracting(Verdict::resource)
                .containsExactlyElementsOf(resources);
    }

    @Test
    public void keeps_what_has_no_age_that_can_be_trusted() {
        RetentionPolicy policy = policy();
        Set<String> unknown = new TreeSet<>();
        RandomResources.unknownAge(asOf()).forEach(resource -> unknown.add(resource.id()));
        List<Resource> resources = new ArrayList<>(given());
        resources.removeIf(resource -> unknown.contains(resource.id()));
        resources.addAll(RandomResources.unknownAge(asOf()));

        assertThat(ask(policy, resources).stream().filter(verdict -> unknown.contains(id(verdict))))
                .as(about(policy))
                .hasSameSizeAs(unknown)
                .allMatch(Verdict::kept, "is kept")
                .allMatch(Verdict::unknownAge, "says that its age is unknown");
    }

    @Test
    public void says_why_for_each_verdict() {
        RetentionPolicy policy = policy();

        for (Verdict verdict : ask(policy, given())) {
            assertThat(verdict.reasons())
                    .as("%s: the reasons for %s", about(policy), id(verdict))
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
        }
    }

    @Test
    public void describes_itself_always_in_the_same_words() {
        RetentionPolicy policy = policy();
        String before = policy.describe();
        assertThat(before).as("the description of the policy").isNotBlank();

        ask(policy, given());

        assertThat(policy.describe())
                .as("the description, once the policy was asked")
                .isEqualTo(before);
    }

    @Test
    public void gives_the_same_answer_when_it_is_asked_again() {
        RetentionPolicy policy = policy();
        List<Resource> resources = given();
        Set<String> first = removed(policy, resources);

        assertThat(onlyInOne(first, removed(policy, resources)))
                .as("%s: judged in another way", about(policy))
                .isEmpty();
    }

    @Test
    public void gives_the_same_answer_in_any_order() {
        RetentionPolicy policy = policy();
        List<Resource> shuffled = new ArrayList<>(given());
        Set<String> inOrder = removed(policy, shuffled);

        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(shuffled, random);
            assertThat(onlyInOne(inOrder, removed(policy, shuffled)))
                    .as("%s: judged in another way", about(policy))
                    .isEmpty();
        }
    }

    @Test
    public void removes_among_few_only_what_it_removes_among_more() {
        assumeTrue(removesNoMoreAmongFewer(), "this policy needs all resources each time");
        RetentionPolicy policy = policy();
        List<Resource> all = given();
        Set<String> removed = removed(policy, all);

        for (int round = 0; round < ROUNDS; round++) {
            int most = 1 + random.nextInt(all.size());
            List<Resource> some = new ArrayList<>(all);
            Collections.shuffle(some, random);
            Set<String> keptAmongAll = removed(policy, some.subList(0, most));
            keptAmongAll.removeAll(removed);
            assertThat(keptAmongAll)
                    .as("%s: removed among %d of %d, and kept among all", about(policy), most, all.size())
                    .isEmpty();
        }
    }

    @Test
    public void has_nothing_to_say_of_nothing() {
        RetentionPolicy policy = policy();

        assertThat(ask(policy, List.of())).as(about(policy)).isEmpty();
    }

    @Test
    public void judges_a_hundred_thousand_resources() {
        RetentionPolicy policy = policy();
        List<Resource> resources = new RandomResources(seed, asOf()).list(MANY);

        assertThat(ask(policy, resources).size()).as(about(policy)).isEqualTo(resources.size());
    }

    @Test
    public void does_not_change_the_list_it_is_given() {
        RetentionPolicy policy = policy();
        List<Resource> before = given().stream().filter(this::dated).toList();
        List<Resource> given = new ArrayList<>(before);

        var unused = policy.judge(given, asOf());

        assertThat(given).as(about(policy)).isEqualTo(before);
    }

    @Test
    public void can_be_asked_by_several_threads_at_once() throws Exception {
        RetentionPolicy policy = policy();
        List<Resource> all = given();
        List<List<Resource>> questions = IntStream.rangeClosed(1, Together.THREADS)
                .mapToObj(part -> all.subList(0, all.size() * part / Together.THREADS))
                .toList();
        List<Set<String>> alone =
                questions.stream().map(question -> removed(policy, question)).toList();

        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Set<String>>> calls = questions.stream()
                    .<Callable<Set<String>>>map(question -> () -> removed(policy, question))
                    .toList();
            List<Set<String>> together = Together.call(calls);
            for (int i = 0; i < together.size(); i++) {
                assertThat(onlyInOne(alone.get(i), together.get(i)))
                        .as("%s: judged in another way", about(policy))
                        .isEmpty();
            }
        }
    }

    private List<Resource> given() {
        return List.copyOf(resources());
    }

    private List<Verdict> ask(RetentionPolicy policy, List<Resource> resources) {
        try {
            return policy.evaluate(resources, asOf());
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(about(policy) + ": it failed", failure);
        }
    }

    private Set<String> removed(RetentionPolicy policy, List<Resource> resources) {
        Set<String> removed = new TreeSet<>();
        ask(policy, resources).stream().filter(verdict -> !verdict.kept()).forEach(verdict -> removed.add(id(verdict)));
        return removed;
    }

    private static Set<String> onlyInOne(Set<String> one, Set<String> other) {
        Set<String> either = new TreeSet<>(one);
        either.addAll(other);
        either.removeIf(id -> one.contains(id) && other.contains(id));
        return either;
    }

    private boolean dated(Resource resource) {
        return resource.since()
                .filter(since -> !since.isBefore(RetentionPolicy.EARLIEST) && !since.isAfter(asOf()))
                .isPresent();
    }

    private String about(RetentionPolicy policy) {
        return "policy '" + policy.describe() + "', cleanup.seed=" + seed;
    }

    private static String id(Verdict verdict) {
        return verdict.resource().id();
    }
}
