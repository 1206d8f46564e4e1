package dev.cleanup.docker.internal.task;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.Leftover;
import dev.cleanup.docker.internal.engine.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A batch of what the policy judges each alone: whether one may go is told by one look at it, right before it goes, and nothing else is looked at.
 *
 * @param portions the kind
 * @param settings of the task
 * @param api the engine
 * @param batch removes
 */
record EachAlone<T>(Portions<T> portions, DockerSettings settings, Api api, Batch<T> batch) {

    static <T> EachAlone<T> of(Kind<T> kind, Portions<T> portions, DockerSettings settings, Api api, Instant asOf) {
        Portions.Stays<T> stays = now -> {
            Judged<T> judged =
                    Look.of(List.of(now), settings.policy(), asOf).all().get(0);
            return judged.goes() ? Optional.empty() : Optional.of(judged.reason());
        };
        Batch.Removing<T> removing = (untilHalted, seen) -> portions.remove(untilHalted, seen, stays);
        return new EachAlone<>(portions, settings, api, new Batch<>(kind, api, settings.workers(), removing));
    }

    BatchResult remove(BatchRequest request) throws Exception {
        return request.ids().isPresent() ? removeNamed(request.ids().get()) : removeNext(request);
    }

    private BatchResult removeNamed(List<String> ids) throws Exception {
        List<Seen<T>> listed = portions.listed(api, settings.workers(), Optional.of(ids));
        List<Leftover> leftovers = new ArrayList<>();
        List<Seen<T>> going = new ArrayList<>();
        for (Seen<T> one : portions.owned(api, listed)) {
            one.kept()
                    .ifPresentOrElse(
                            why -> leftovers.add(Leftover.skipped(one.id(), "changed meanwhile: " + why)),
                            () -> going.add(one));
        }
        Set<String> gone = new LinkedHashSet<>(ids);
        listed.forEach(one -> gone.remove(one.id()));
        gone.forEach(id -> leftovers.add(Leftover.skipped(id, "gone meanwhile")));
        return batch.removeNamed(going, leftovers);
    }

    /** Forward by ids, a portion at a time, until as many were met as the batch may hold or its time is up. */
    private BatchResult removeNext(BatchRequest request) throws Exception {
        List<Seen<T>> behind = behind(portions.listed(api, settings.workers(), Optional.empty()), request.after());
        Optional<String> at = Optional.empty();
        for (int from = 0;
                from < behind.size() && (at.isEmpty() || batch.goesOn(request.limit()));
                from += portions.size()) {
            List<Seen<T>> portion = behind.subList(from, Math.min(from + portions.size(), behind.size()));
            Optional<List<Seen<T>>> owned = batch.forMore(() -> portions.owned(api, portion));
            if (owned.isEmpty()) {
                break;
            }
            List<Seen<T>> going =
                    owned.get().stream().filter(one -> one.kept().isEmpty()).toList();
            Optional<String> untried = batch.removeUpTo(request.limit(), going);
            int next = untried.map(id -> index(id, behind)).orElse(from + portion.size());
            at = Optional.of(behind.get(next - 1).id());
        }
        boolean more =
                at.isPresent() && !at.get().equals(behind.get(behind.size() - 1).id());
        return batch.result(more ? at : Optional.empty());
    }

    /** What may go by the list, in the order of ids. */
    static <T> List<Seen<T>> behind(List<Seen<T>> listed, Optional<String> after) {
        return listed.stream()
                .filter(one -> one.kept().isEmpty())
                .filter(one -> after.map(id -> one.id().compareTo(id) > 0).orElse(true))
                .sorted(Comparator.comparing(Seen::id))
                .toList();
    }

    private static int index(String id, List<? extends Seen<?>> behind) {
        int index = 0;
        while (!behind.get(index).id().equals(id)) {
            index++;
        }
        return index;
    }
}
