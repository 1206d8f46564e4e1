package dev.cleanup.docker.internal.kind;

import dev.cleanup.CleanupException;
import dev.cleanup.Owners;
import dev.cleanup.RefusedException;
import dev.cleanup.docker.DockerContainer;
import dev.cleanup.docker.internal.task.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose containers are: those of owners that are there stay. Who is absent by the first answer is asked for once more, in smaller company: a source
 * that cuts its answers off, or gives a part of them, says something else then, and the task refuses.
 *
 * @param owner whose a container is; empty when that cannot be told
 * @param words how the owner is told, for people
 * @param owners who is still there
 * @param noOwnersAllowed whether the task goes on when there is no owner at all
 */
public record Ownership(
        Function<DockerContainer, Optional<String>> owner, String words, Owners owners, boolean noOwnersAllowed) {
    private static final int PAGE = 500;
    private static final int SMALL_PAGE = 50;

    String describe() {
        return ", whose owner (" + words + ") is gone"
                + (noOwnersAllowed ? ", even when there is no owner at all" : "");
    }

    /** The same containers, those of owners that are there, or that nobody knows, kept. */
    <T> List<Seen<T>> judge(List<Seen<T>> seen, Map<String, DockerContainer> containers) throws Exception {
        Map<String, String> ownersOf = new HashMap<>();
        for (Seen<T> one : seen) {
            DockerContainer container = containers.get(one.id());
            if (one.kept().isEmpty() && container != null) {
                owner.apply(container).filter(id -> !id.isBlank()).ifPresent(id -> ownersOf.put(one.id(), id));
            }
        }
        Set<String> active = active(new TreeSet<>(ownersOf.values()));
        return seen.stream()
                .map(one -> judge(one, ownersOf.get(one.id()), active))
                .toList();
    }

    private static <T> Seen<T> judge(Seen<T> seen, @Nullable String owner, Set<String> active) {
        if (seen.kept().isPresent()) {
            return seen;
        }
        if (owner == null) {
            return seen.kept("nobody knows whose it is");
        }
        return judge(seen.ownedBy(owner), active);
    }

    private static <T> Seen<T> judge(Seen<T> owned, Set<String> active) {
        return owned.owner()
                .filter(active::contains)
                .map(owner -> owned.kept("its owner " + owner + " is there"))
                .orElse(owned);
    }

    /** The same few right before they go, those kept whose owner is there by now: a batch takes its time. */
    <T> List<Seen<T>> again(List<Seen<T>> few) throws Exception {
        Set<String> asked =
                few.stream().flatMap(one -> one.owner().stream()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> active = ask(asked, PAGE);
        return few.stream().map(one -> judge(one, active)).toList();
    }

    private Set<String> active(Set<String> asked) throws Exception {
        if (asked.isEmpty()) {
            return Set.of();
        }
        Set<String> active = ask(asked, PAGE);
        if (active.isEmpty() && !noOwnersAllowed && !owners.any()) {
            throw new RefusedException("none of " + asked.size()
                    + " owners is there, nor anybody else: the source of the owners is more likely wrong than everybody gone. "
                    + "If it is right, say allowNoOwners()");
        }
        Set<String> absent = new TreeSet<>(asked);
        absent.removeAll(active);
        Set<String> appeared = ask(absent, SMALL_PAGE);
        if (!appeared.isEmpty()) {
            throw new RefusedException(
                    appeared.size() + " of " + absent.size()
                            + " owners that were gone by the first answer are there by the second: the source gives answers that are not complete");
        }
        return active;
    }

    private Set<String> ask(Set<String> asked, int size) throws Exception {
        Set<String> active = new HashSet<>();
        Iterator<String> rest = asked.iterator();
        while (rest.hasNext()) {
            Set<String> page = new HashSet<>();
            while (rest.hasNext() && page.size() < size) {
                page.add(rest.next());
            }
            active.addAll(answer(page));
        }
        return active;
    }

    private Set<String> answer(Set<String> page) throws Exception {
        Set<String> answer = owners.active(Set.copyOf(page));
        if (answer == null) {
            throw new CleanupException("the look-up of owners gave null; accepted is the set of those that are there");
        }
        List<String> foreign = new ArrayList<>(answer);
        foreign.removeAll(page);
        if (!foreign.isEmpty()) {
            throw new CleanupException("the look-up of owners named " + foreign.size()
                    + " that were not asked for; its answer cannot be trusted");
        }
        return answer;
    }
}
