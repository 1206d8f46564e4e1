package dev.cleanup.docker.internal.kind;

import dev.cleanup.docker.DockerContainer;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.docker.internal.task.Kind;
import dev.cleanup.docker.internal.task.Outcome;
import dev.cleanup.docker.internal.task.Removal;
import dev.cleanup.docker.internal.task.Seen;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stopped containers of one selection. The list says which there are, and only an inspection since when one has been stopped.
 *
 * @param selection which containers
 * @param ownership whose they are
 * @param own what is never touched
 * @param volumes whether anonymous volumes go with their container
 */
public record Containers(Selection selection, Optional<Ownership> ownership, Surroundings own, boolean volumes)
        implements Kind<Inspected> {
    private static final int BATCH_SIZE = 200;

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
    public List<Seen<Inspected>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Listed> listed = selected(api);
        Map<String, Inspected> stopped = inspected(api, workers, listed);
        List<Seen<Inspected>> seen = new ArrayList<>();
        for (Listed container : listed) {
            Inspected inspected = stopped.get(container.id());
            if (inspected != null) {
                seen.add(stopped(container, inspected));
            } else if (!Inspected.stopped(container.state())) {
                seen.add(running(container));
            }
        }
        return ownership.isPresent() ? ownership.get().judge(seen, byId(listed, stopped.keySet())) : seen;
    }

    private List<Listed> selected(Api api) throws InterruptedException {
        return Listed.all(api, selection.filters()).stream()
                .filter(container -> selection.matches(container.name(), container.labels()))
                .toList();
    }

    /** Those that are stopped, by their ids; one that is gone by now is left out. */
    private static Map<String, Inspected> inspected(Api api, Workers workers, List<Listed> listed) throws Exception {
        List<String> ids = listed.stream()
                .filter(container -> Inspected.stopped(container.state()))
                .map(Listed::id)
                .toList();
        Map<String, Inspected> stopped = new HashMap<>();
        Descriptions.of(workers, ids, id -> Inspected.of(api, id), Inspected::unknown).stream()
                .flatMap(Optional::stream)
                .forEach(container -> stopped.put(container.id(), container));
        return stopped;
    }

    private Seen<Inspected> stopped(Listed container, Inspected inspected) {
        Resource resource = new Resource(
                container.id(), container.name(), inspected.times().latest(), inspected.event(), inspected.labels());
        Seen<Inspected> seen = Seen.candidate(resource, inspected);
        return Protection.of(selection, own, inspected).map(seen::kept).orElse(seen);
    }

    private static Seen<Inspected> running(Listed container) {
        Resource resource =
                new Resource(container.id(), container.name(), container.created(), "created", container.labels());
        return Seen.candidate(resource, Inspected.unknown(container.id())).kept(Inspected.describe(container.state()));
    }

    private static Map<String, DockerContainer> byId(List<Listed> listed, Set<String> ids) {
        return listed.stream()
                .filter(container -> ids.contains(container.id()))
                .collect(Collectors.toMap(
                        Listed::id,
                        one -> new DockerContainer(one.id(), one.name(), one.image(), one.state(), one.labels()),
                        (one, same) -> one));
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        // Whatever it is called: it may have been given another name meanwhile.
        return Listed.all(api, selection.filters()).stream().map(Listed::id).collect(Collectors.toSet());
    }

    @Override
    public List<Seen<Inspected>> again(List<Seen<Inspected>> few) throws Exception {
        return ownership.isPresent() ? ownership.get().again(few) : few;
    }

    @Override
    public Outcome remove(Api api, Seen<Inspected> seen) throws Exception {
        String path = "/containers/" + Objects.requireNonNull(seen.id()) + "?v=" + (volumes ? 1 : 0);
        return new Removal<>(seen, path, Inspected::leaving).by(api, () -> Inspected.of(api, seen.id()));
    }
}
