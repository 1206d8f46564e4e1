package dev.cleanup;

import dev.cleanup.internal.Failure;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What would stay under each of several policies, so that a person can choose one by looking; nothing is removed or changed.
 *
 * <pre>{@code
 * RetentionPreview.of(task)
 *         .forPolicies(keepFor("7d"), keepFor("30d"), keepFor("90d"))
 *         .forEach(System.out::println); // keep 7d: 1,234 stay, 567 go
 * }</pre>
 */
public final class RetentionPreview {
    private final Function<List<RetentionPolicy>, List<PolicyPreview>> look;

    private RetentionPreview(Function<List<RetentionPolicy>, List<PolicyPreview>> look) {
        this.look = look;
    }

    /**
     * Of these resources.
     *
     * @param asOf the instant that ages are counted from
     */
    public static RetentionPreview of(Collection<Resource> resources, Instant asOf) {
        List<Resource> all = List.copyOf(resources);
        return new RetentionPreview(policies -> policies.stream()
                .map(policy -> PolicyPreview.of(policy, policy.evaluate(all, asOf)))
                .toList());
    }

    /** Of what a task looks after now; each call of {@link #forPolicies} looks once, whatever the number of policies. */
    public static RetentionPreview of(CleanupTask task) {
        return new RetentionPreview(policies -> look(task, policies));
    }

    private static List<PolicyPreview> look(CleanupTask task, List<RetentionPolicy> policies) {
        try {
            return task.preview(policies, InstantSource.system().instant())
                    .orElseThrow(() -> new CleanupException(
                            task.name() + ": the task cannot tell what would stay under other policies"));
        } catch (CleanupException clear) {
            throw clear;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CleanupException(task.name() + ": interrupted while it was looking", interrupted);
        } catch (Exception failure) {
            throw new CleanupException(
                    task.name() + ": the task could not look: " + Failure.reason(failure), Failure.forLog(failure));
        }
    }

    /**
     * How many would stay under each of these policies, in the same order.
     *
     * @throws ConfigurationException when there is no policy
     * @throws CleanupException when the task cannot tell, or when its answer cannot be trusted
     */
    public List<PolicyPreview> forPolicies(RetentionPolicy... policies) {
        if (policies.length == 0) {
            throw new ConfigurationException("forPolicies", "()", "accepted is at least one policy");
        }
        return look.apply(List.of(policies));
    }
}
