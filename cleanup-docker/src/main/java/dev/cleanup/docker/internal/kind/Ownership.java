package dev.cleanup.docker.internal.kind;

import dev.cleanup.CleanupException;
import dev.cleanup.Owners;
import dev.cleanup.RefusedException;
import dev.cleanup.docker.DockerContainer;
import dev.cleanup.docker.internal.task.Seen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Other containers, running ones as well: asked for only where nobody who was looked up is there. */
    interface Company {
        /** The newest of them, so many; all when none are said. */
        List<Seen<Inspected>> newest(Optional<Integer> most) throws Exception;
    }

    /** Whose a container is. One that runs stays anyway: that this cannot be told of it keeps nothing else from being judged. */
    Optional<String> of(Listed container) {
        try {
            return owner.apply(new DockerContainer(
                            container.id(), container.name(), container.image(), container.state(), container.labels()))
                    .filter(id -> !id.isBlank());
        } catch (RuntimeException untold) {
            if (Inspected.stopped(container.state())) {
                throw untold;
            }
            return Optional.empty();
        }
    }

    /** The same containers, those of owners that are there, or that nobody knows, kept. */
    List<Seen<Inspected>> judge(List<Seen<Inspected>> some, Company company) throws Exception {
        List<Seen<Inspected>> known = some.stream()
                .map(one -> one.kept().isEmpty() && one.owner().isEmpty() ? one.kept("nobody knows whose it is") : one)
                .toList();
        Set<String> asked = ownersOf(known.stream().filter(one -> one.kept().isEmpty()));
        Set<String> active = active(asked, company);
        return known.stream().map(one -> judge(one, active)).toList();
    }

    private static <T> Set<String> ownersOf(Stream<Seen<T>> some) {
        return some.flatMap(one -> one.owner().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Seen<T> judge(Seen<T> owned, Set<String> active) {
        return owned.owner()
                .filter(owner -> owned.kept().isEmpty() && active.contains(owner))
                .map(owner -> owned.kept("its owner " + owner + " is there"))
                .orElse(owned);
    }

    /** The same few right before they go, those kept whose owner is there by now: a batch takes its time. */
    <T> List<Seen<T>> again(List<Seen<T>> few) throws Exception {
        Set<String> active = ask(ownersOf(few.stream()), PAGE);
        return few.stream().map(one -> judge(one, active)).toList();
    }

    private Set<String> active(Set<String> asked, Company company) throws Exception {
        if (asked.isEmpty()) {
            return Set.of();
        }
        Set<String> active = ask(asked, PAGE);
        if (active.isEmpty() && !noOwnersAllowed && !somebody(asked, company)) {
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

    /**
     * Whether any owner is there but these, who are not: of the other containers, the newest first, since those are the most likely to be somebody's.
     * Where nobody is, the source itself is asked for anybody at all; but not one that knows none of those whose containers run.
     */
    private boolean somebody(Set<String> asked, Company company) throws Exception {
        if (isAnyThere(company.newest(Optional.of(PAGE)), asked)) {
            return true;
        }
        List<Seen<Inspected>> all = company.newest(Optional.empty());
        if (isAnyThere(all, asked)) {
            return true;
        }
        boolean strangersRun = all.stream()
                .anyMatch(one -> one.owner().isPresent()
                        && !Inspected.stopped(one.facts().state()));
        return !strangersRun && owners.any();
    }

    private boolean isAnyThere(List<Seen<Inspected>> company, Set<String> asked) throws Exception {
        Set<String> others = ownersOf(company.stream());
        others.removeAll(asked);
        for (Set<String> page : pages(others, PAGE)) {
            if (!answer(page).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Set<String> ask(Set<String> asked, int size) throws Exception {
        Set<String> active = new HashSet<>();
        for (Set<String> page : pages(asked, size)) {
            active.addAll(answer(page));
        }
        return active;
    }

    private static List<Set<String>> pages(Set<String> asked, int size) {
        List<String> all = List.copyOf(asked);
        List<Set<String>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            pages.add(Set.copyOf(all.subList(from, Math.min(from + size, all.size()))));
        }
        return pages;
    }

    private Set<String> answer(Set<String> page) throws Exception {
        Set<String> answer = owners.active(page);
        if (answer == null) {
            throw new CleanupException("the look-up of owners gave null; accepted is the set of those that are there");
        }
        List<String> foreign = new ArrayList<>(answer);
        foreign.removeAll(new HashSet<>(page));
        if (!foreign.isEmpty()) {
            throw new CleanupException("the look-up of owners named " + foreign.size()
                    + " that were not asked for; its answer cannot be trusted");
        }
        return answer;
    }
}
