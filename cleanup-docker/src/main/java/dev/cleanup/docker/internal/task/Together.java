package dev.cleanup.docker.internal.task;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.Leftover;
import dev.cleanup.docker.internal.engine.Api;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A batch of what is judged together with others: because the policy counts, or because they need each other. What decides about them is looked at
 * anew; of a kind that can be looked at in portions no more than that.
 *
 * @param kind what is removed
 * @param settings of the task
 * @param api the engine
 */
record Together<T>(Kind<T> kind, DockerSettings settings, Api api) {
    /** How many portions a batch that names nothing looks at: some of it stays, and a batch without a removal costs a list. */
    private static final int MOST = 2;

    BatchResult remove(BatchRequest request) throws Exception {
        Optional<Portions<T>> portions = kind.portions();
        Around<T> around = portions.isPresent()
                ? around(portions.get(), request)
                : new Around<>(kind.look(api, settings.workers(), request.asOf()), Optional.empty());
        Look<T> look = Look.of(around.seen(), settings.policy(), request.asOf());
        // Its time begins here, since the look had its own.
        Batch<T> batch = new Batch<>(kind, api, settings.workers(), kind::remove);
        return request.ids().isPresent()
                ? removeNamed(batch, look, request.ids().get())
                : removeNext(batch, look, request, around.last());
    }

    /**
     * What was looked at.
     *
     * @param seen what the batch is about, and all that decides about it
     * @param last where the batch ends at the latest; empty where it ends with all there is
     */
    private record Around<T>(List<Seen<T>> seen, Optional<String> last) {}

    private Around<T> around(Portions<T> portions, BatchRequest request) throws Exception {
        List<Seen<T>> listed = portions.listed(api, settings.workers(), Optional.empty());
        List<Seen<T>> these = these(listed, request);
        int most = MOST * portions.size();
        boolean more = request.ids().isEmpty() && these.size() > most;
        List<Seen<T>> portion = more ? these.subList(0, most) : these;
        List<Seen<T>> about = Counting.of(settings.policy()).around(portion, listed);
        boolean all = about.size() == listed.size();
        return new Around<>(
                portions.look(api, settings.workers(), about),
                more && !all ? Optional.of(portion.get(most - 1).id()) : Optional.empty());
    }

    private List<Seen<T>> these(List<Seen<T>> listed, BatchRequest request) {
        return request.ids()
                .map(Set::copyOf)
                .map(named ->
                        listed.stream().filter(one -> named.contains(one.id())).toList())
                .orElseGet(() -> EachAlone.behind(listed, request.after()));
    }

    private static <T> BatchResult removeNamed(Batch<T> batch, Look<T> look, List<String> ids) throws Exception {
        Set<String> wanted = new HashSet<>(ids);
        List<Leftover> leftovers = new ArrayList<>();
        List<Seen<T>> going = new ArrayList<>();
        for (Judged<T> one : look.all()) {
            if (wanted.remove(one.id())) {
                if (one.goes()) {
                    going.add(one.seen());
                } else {
                    leftovers.add(Leftover.skipped(one.id(), "changed meanwhile: " + one.reason()));
                }
            }
        }
        wanted.forEach(id -> leftovers.add(Leftover.skipped(id, "gone meanwhile")));
        return batch.removeNamed(going, leftovers);
    }

    private static <T> BatchResult removeNext(Batch<T> batch, Look<T> look, BatchRequest request, Optional<String> last)
            throws Exception {
        List<Seen<T>> behind = look.going().stream()
                .map(Judged::seen)
                .filter(one -> request.after()
                        .map(after -> one.id().compareTo(after) > 0)
                        .orElse(true))
                .filter(one -> last.map(end -> one.id().compareTo(end) <= 0).orElse(true))
                .sorted(Comparator.comparing(Seen::id))
                .limit(request.limit() + 1L)
                .toList();
        List<Seen<T>> going = behind.subList(0, Math.min(request.limit(), behind.size()));
        return batch.removeNext(
                going,
                behind.size() > going.size()
                        ? Optional.of(going.get(going.size() - 1).id())
                        : last);
    }
}
