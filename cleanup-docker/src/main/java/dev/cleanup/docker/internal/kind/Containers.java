package dev.cleanup.docker.internal.kind;

import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.docker.internal.kind.Ownership.Company;
import dev.cleanup.docker.internal.task.Kind;
import dev.cleanup.docker.internal.task.Outcome;
import dev.cleanup.docker.internal.task.Portions;
import dev.cleanup.docker.internal.task.Removal;
import dev.cleanup.docker.internal.task.Seen;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stopped containers of one selection. The list says which there are, and only an inspection since when one has been stopped.
 *
 * @param selection which containers
 * @param ownership whose they are
 * @param own what is never touched
 * @param volumes whether anonymous volumes go with their container
 */
public record Containers(Selection selection, Optional<Ownership> ownership, Surroundings own, boolean volumes)
        implements Kind<Inspected>, Portions<Inspected> {
    private static final int BATCH_SIZE = 200;

    /** How many ids one list is asked for: they are part of its address, which whatever stands before an engine has to take. */
    private static final int NAMED = 50;

    @Override
    public String description() {
        return "stopped containers " + selection.describe()
                + ownership.map(Ownership::describe).orElse("")
                + (volumes ? ", with their anonymous volumes" : "");
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public Optional<Portions<Inspected>> portions() {
        return Optional.of(this);
    }

    @Override
    public int size() {
        return BATCH_SIZE;
    }

    @Override
    public List<Seen<Inspected>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Seen<Inspected>> listed = listed(api, Map.of(), Optional.empty());
        return owned(inspected(api, workers, listed), most -> listed);
    }

    @Override
    public List<Seen<Inspected>> listed(Api api, Workers workers, Optional<List<String>> ids) throws Exception {
        if (ids.isEmpty()) {
            return listed(api, Map.of(), Optional.empty());
        }
        return seen(workers.askAll(few(ids.get()), some -> named(api, some)).stream()
                .flatMap(List::stream));
    }

    private static List<List<String>> few(List<String> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + NAMED)
                .mapToObj(from -> ids.subList(from, Math.min(from + NAMED, ids.size())))
                .toList();
    }

    /** Those of these ids, and no others that the engine may list as well. */
    private List<Listed> named(Api api, List<String> ids) throws InterruptedException {
        Set<String> exactly = Set.copyOf(ids);
        return Listed.newest(api, selection.filters(Map.of("id", ids)), Optional.empty()).stream()
                .filter(one -> exactly.contains(one.id()))
                .toList();
    }

    private List<Seen<Inspected>> listed(Api api, Map<String, List<String>> filters, Optional<Integer> most)
            throws InterruptedException {
        return seen(Listed.newest(api, selection.filters(filters), most).stream());
    }

    /** Whose they are the application says, which is asked by the thread of the run alone. */
    private List<Seen<Inspected>> seen(Stream<Listed> listed) {
        return listed.filter(container -> selection.matches(container.name(), container.labels()))
                .map(this::seen)
                .toList();
    }

    private Seen<Inspected> seen(Listed container) {
        Resource resource =
                new Resource(container.id(), container.name(), container.created(), "created", container.labels());
        Seen<Inspected> seen = Seen.candidate(resource, Inspected.listed(container));
        Seen<Inspected> owned =
                ownership.flatMap(who -> who.of(container)).map(seen::ownedBy).orElse(seen);
        return Inspected.stopped(container.state()) ? owned : owned.kept(Inspected.describe(container.state()));
    }

    @Override
    public List<Seen<Inspected>> owned(Api api, List<Seen<Inspected>> some) throws Exception {
        return owned(some, most -> listed(api, Map.of(), most));
    }

    private List<Seen<Inspected>> owned(List<Seen<Inspected>> some, Company company) throws Exception {
        return ownership.isPresent() ? ownership.get().judge(some, company) : some;
    }

    @Override
    public List<Seen<Inspected>> look(Api api, Workers workers, List<Seen<Inspected>> some) throws Exception {
        return owned(api, inspected(api, workers, some));
    }

    /** The same ones in full, those that are stopped; one that is gone by now is left out. */
    private List<Seen<Inspected>> inspected(Api api, Workers workers, List<Seen<Inspected>> listed) throws Exception {
        List<String> ids = listed.stream()
                .filter(one -> one.kept().isEmpty())
                .map(Seen::id)
                .toList();
        Map<String, Inspected> stopped = new HashMap<>();
        Descriptions.of(workers, ids, id -> Inspected.of(api, id), Inspected::unknown).stream()
                .flatMap(Optional::stream)
                .forEach(container -> stopped.put(container.id(), container));
        List<Seen<Inspected>> seen = new ArrayList<>();
        for (Seen<Inspected> one : listed) {
            Inspected now = stopped.get(one.id());
            if (now != null) {
                seen.add(inFull(one, now));
            } else if (one.kept().isPresent()) {
                seen.add(one);
            }
        }
        return seen;
    }

    private Seen<Inspected> inFull(Seen<Inspected> listed, Inspected now) {
        Resource resource =
                new Resource(now.id(), listed.resource().label(), now.times().latest(), now.event(), now.labels());
        Seen<Inspected> seen = new Seen<>(resource, listed.kept(), listed.owner(), listed.neededBy(), now);
        return Protection.of(selection, own, now)
                .or(() -> now.isAs(listed.facts()) ? Optional.empty() : Optional.of("it is another than was listed"))
                .map(seen::kept)
                .orElse(seen);
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        // Whatever it is called: it may have been given another name meanwhile.
        return Listed.all(api, selection.filters(Map.of())).stream()
                .map(Listed::id)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Seen<Inspected>> again(List<Seen<Inspected>> few) throws Exception {
        return ownership.isPresent() ? ownership.get().again(few) : few;
    }

    @Override
    public Outcome remove(Api api, Seen<Inspected> seen) throws Exception {
        return remove(api, seen.id(), now -> now.equals(seen.facts()) ? Optional.empty() : Optional.of(changed(now)));
    }

    @Override
    public Outcome remove(Api api, Seen<Inspected> listed, Stays<Inspected> stays) throws Exception {
        return remove(
                api,
                listed.id(),
                now -> now.isAs(listed.facts())
                        ? stays.why(inFull(listed, now)).map(Outcome.Stays::new)
                        : Optional.of(changed(now)));
    }

    private static Outcome changed(Inspected now) {
        return Inspected.stopped(now.state()) ? Removal.changed() : Removal.changed(Inspected.describe(now.state()));
    }

    private Outcome remove(Api api, String id, Removal.Check<Inspected> check) throws Exception {
        String path = "/containers/" + id + "?v=" + (volumes ? 1 : 0);
        return new Removal<>(path, Inspected::leaving).by(api, () -> Inspected.of(api, id), check);
    }
}
