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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Networks that no container is in, running or not: one that is stopped could not start again without its network, which the engine's own prune
 * does not mind.
 */
public final class Networks implements Kind<Networks.Facts> {
    private static final int BATCH_SIZE = 1_000;
    private static final Set<String> PREDEFINED =
            Set.of("bridge", "host", "none", "default", "nat", "podman", "ingress", "docker_gwbridge");

    private final Selection selection;
    private final Memory memory = Memory.trusting();

    /** Of these. */
    public Networks(Selection selection) {
        this.selection = selection;
    }

    /**
     * A network as the engine describes it.
     *
     * @param id in full
     * @param name its name
     * @param created when it was made
     * @param special what it is besides an ordinary one on this engine; empty for nothing
     * @param endpoints how many containers are in it as far as is known: of running ones an inspection tells
     * @param labels its labels
     */
    record Facts(String id, String name, String created, String special, int endpoints, Map<String, String> labels) {
        static Facts read(JsonNode network) throws Json.Malformed {
            return new Facts(
                    Ids.full(network, "Id"),
                    Json.text(network, "Name"),
                    network.path("Created").asText(""),
                    special(network),
                    network.path("Containers").size(),
                    Json.texts(network, "Labels"));
        }

        /** The same one with a container more. */
        Facts used() {
            return new Facts(id, name, created, special, endpoints + 1, labels);
        }

        private static String special(JsonNode network) {
            if (network.path("Ingress").asBoolean(false)) {
                return "of the swarm";
            }
            if (network.path("ConfigOnly").asBoolean(false)) {
                return "a template of others";
            }
            String scope = network.path("Scope").asText("");
            return scope.equals("local") ? "" : "of scope " + scope;
        }
    }

    @Override
    public String description() {
        String words = selection.describe();
        return "unused networks" + (words.isEmpty() ? "" : " " + words);
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public List<Seen<Facts>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Facts> networks = listed(api);
        Map<String, String> users = users(api);
        Set<String> there = networks.stream().map(Facts::id).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        networks.stream()
                .filter(network -> user(network, users) != null)
                .map(Facts::id)
                .forEach(used::add);
        memory.see(there, used, asOf);
        return networks.stream().map(network -> seen(network, users)).toList();
    }

    private static List<Facts> listed(Api api) throws InterruptedException {
        return api.list("/networks", Facts::read);
    }

    /** Containers, running or not, by the names and ids of their networks. */
    private static Map<String, String> users(Api api) throws InterruptedException {
        Map<String, String> users = new HashMap<>();
        Listed.all(api, "")
                .forEach(container -> container.networks().forEach(network -> users.put(network, container.name())));
        return users;
    }

    private static @Nullable String user(Facts network, Map<String, String> users) {
        String byId = users.get(network.id());
        return byId == null ? users.get(network.name()) : byId;
    }

    private Seen<Facts> seen(Facts network, Map<String, String> users) {
        Seen<Facts> seen = Seen.candidate(
                new Resource(
                        network.id(),
                        network.name(),
                        memory.since(network.id(), EngineTime.latest(network.created())),
                        "made or last used",
                        network.labels()),
                network);
        return selection.matches(network.name(), network.labels())
                ? kept(network, user(network, users)).map(seen::kept).orElse(seen)
                : seen.notSelected();
    }

    private static Optional<String> kept(Facts network, @Nullable String user) {
        if (PREDEFINED.contains(network.name())) {
            return Optional.of("it is predefined");
        }
        if (!network.special().isEmpty()) {
            return Optional.of("it is " + network.special());
        }
        return user == null ? Optional.empty() : Optional.of("the container " + user + " is in it");
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        return listed(api).stream().map(Facts::id).collect(Collectors.toSet());
    }

    /** A container that came into it since makes its facts others. The engine refuses a network only for running ones. */
    @Override
    public Outcome remove(Api api, Seen<Facts> seen) throws Exception {
        String path = "/networks/" + seen.id();
        return new Removal<Facts>(path).by(api, () -> again(api, path), Removal.unchanged(seen));
    }

    private static Optional<Facts> again(Api api, String path) throws InterruptedException {
        Optional<Facts> now = api.find(path, Facts::read);
        boolean used = now.isPresent() && user(now.get(), users(api)) != null;
        return used ? now.map(Facts::used) : now;
    }
}
