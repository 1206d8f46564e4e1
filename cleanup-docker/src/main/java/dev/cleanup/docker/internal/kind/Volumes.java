package dev.cleanup.docker.internal.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Json;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.docker.internal.task.Kind;
import dev.cleanup.docker.internal.task.Outcome;
import dev.cleanup.docker.internal.task.Removal;
import dev.cleanup.docker.internal.task.Seen;
import dev.cleanup.retention.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Volumes on this engine's own disk that no container has, running or not; those with a name of their own only on request. */
public final class Volumes implements Kind<Volumes.Facts> {
    private static final int BATCH_SIZE = 1_000;
    private static final String ANONYMOUS = "com.docker.volume.anonymous";

    private final Selection selection;
    private final boolean named;
    private final Memory memory = Memory.doubting();

    /** Of these, and with names of their own as well as without. */
    public Volumes(Selection selection, boolean named) {
        this.selection = selection;
        this.named = named;
    }

    /**
     * A volume as the engine describes it.
     *
     * @param name its name, which is its id
     * @param created when it was made
     * @param driver who keeps it
     * @param scope where it can be reached
     * @param options what its driver was told: where it is mounted from
     * @param labels its labels
     */
    record Facts(String name, String created, String driver, String scope, String options, Map<String, String> labels) {
        static Facts read(JsonNode volume) throws Json.Malformed {
            return new Facts(
                    Ids.volume(volume, "Name"),
                    volume.path("CreatedAt").asText(""),
                    Json.text(volume, "Driver"),
                    volume.path("Scope").asText(""),
                    options(volume.path("Options")),
                    Json.texts(volume, "Labels"));
        }

        /** None at all is nothing; whatever else there is says something. */
        private static String options(JsonNode options) {
            boolean none = options.isMissingNode() || options.isNull() || (options.isObject() && options.isEmpty());
            return none ? "" : options.toString();
        }

        /** Newer engines say so; with older ones a name of 64 digits is all there is to go by. */
        boolean anonymous(boolean byName) {
            return labels.containsKey(ANONYMOUS) || (byName && Ids.isFull(name));
        }

        /** The driver called local also mounts what is elsewhere, and directories that others use, when its options say so. */
        boolean local() {
            return driver.equals("local") && scope.equals("local") && options.isEmpty();
        }

        /** Whether Podman's search for this name finds the other: by its beginning, whatever the case, and with _ for any character. */
        boolean begins(Facts other) {
            boolean begins = other.name.length() > name.length();
            for (int index = 0; begins && index < name.length(); index++) {
                char mine = name.charAt(index);
                begins = mine == '_' || Character.toLowerCase(mine) == Character.toLowerCase(other.name.charAt(index));
            }
            return begins;
        }
    }

    @Override
    public String description() {
        String words = selection.describe();
        return (named ? "unused volumes" : "unused anonymous volumes") + (words.isEmpty() ? "" : " " + words);
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public List<Seen<Facts>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Facts> volumes = listed(api);
        Map<String, String> users = new HashMap<>();
        Listed.all(api, "")
                .forEach(container -> container.volumes().forEach(volume -> users.put(volume, container.name())));
        Set<String> there = volumes.stream().map(Facts::name).collect(Collectors.toSet());
        Set<String> used = new HashSet<>(users.keySet());
        used.retainAll(there);
        memory.see(there, used, asOf);
        List<Facts> longestFirst = volumes.stream()
                .sorted(Comparator.comparing((Facts volume) -> volume.name().length())
                        .reversed())
                .toList();
        boolean byName = api.namesAnonymousVolumesOnly();
        return volumes.stream()
                .map(volume -> seen(
                        volume, kept(volume, users.get(volume.name()), byName).or(() -> begun(volume, longestFirst))))
                .toList();
    }

    private static List<Facts> listed(Api api) throws Exception {
        return Json.each(api.get("/volumes"), "Volumes", Facts::read);
    }

    private Seen<Facts> seen(Facts volume, Optional<String> kept) {
        Seen<Facts> seen = Seen.candidate(
                new Resource(
                        volume.name(),
                        volume.name(),
                        memory.since(volume.name(), EngineTime.latest(volume.created())),
                        "made or last used",
                        volume.labels()),
                volume);
        return selection.matches(volume.name(), volume.labels())
                ? kept.map(seen::kept).orElse(seen)
                : seen.notSelected();
    }

    private Optional<String> kept(Facts volume, @Nullable String user, boolean byName) {
        if (user != null) {
            return Optional.of("the container " + user + " has it");
        }
        if (!volume.local()) {
            return Optional.of("it is not on the engine's own disk alone");
        }
        return named || volume.anonymous(byName) ? Optional.empty() : Optional.of("it has a name of its own");
    }

    /**
     * Podman removes by the beginning of a name once there is no volume of the whole name: when somebody else was first, or the transport asks
     * once more because an answer was lost, the other one would go.
     */
    private static Optional<String> begun(Facts volume, List<Facts> longestFirst) {
        return longestFirst.stream()
                .takeWhile(other -> other.name().length() > volume.name().length())
                .filter(volume::begins)
                .findFirst()
                .map(other -> "its name begins that of " + other.name());
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        return listed(api).stream().map(Facts::name).collect(Collectors.toSet());
    }

    /** The engine itself refuses one that a container has by now. */
    @Override
    public Outcome remove(Api api, Seen<Facts> seen) throws Exception {
        String path = "/volumes/" + seen.id();
        return new Removal<Facts>(path).by(api, () -> api.find(path, Facts::read), Removal.unchanged(seen));
    }

    @Override
    public Map<String, Long> sizes(Api api) throws Exception {
        Map<String, Long> sizes = new HashMap<>();
        for (JsonNode volume : api.get("/system/df?type=volume").path("Volumes")) {
            long bytes = volume.path("UsageData").path("Size").asLong(0);
            sizes.put(volume.path("Name").asText(""), Math.max(0, bytes));
        }
        return sizes;
    }
}
