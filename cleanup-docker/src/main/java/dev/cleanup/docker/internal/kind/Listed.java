package dev.cleanup.docker.internal.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Fields;
import dev.cleanup.docker.internal.engine.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container as a list has it.
 *
 * @param id in full
 * @param name without the slash
 * @param image the name or id it was made from
 * @param imageId the image's id
 * @param state as the engine writes it; empty when it does not
 * @param created when it was made; empty when that cannot be told
 * @param labels its labels
 * @param volumes the names of its volumes
 * @param networks the names and ids of its networks
 */
record Listed(
        String id,
        String name,
        String image,
        String imageId,
        String state,
        Optional<Instant> created,
        Map<String, String> labels,
        Set<String> volumes,
        Set<String> networks) {
    private static final Fields WANTED = new Fields(
            Set.of(
                    "Id",
                    "Names",
                    "Image",
                    "ImageID",
                    "State",
                    "Created",
                    "Labels",
                    "Mounts",
                    "NetworkSettings",
                    "HostConfig"),
            1);

    /** All containers there are, in whatever state. The engine's filters only save reading; what matters is compared here. */
    static List<Listed> all(Api api, String filters) throws InterruptedException {
        return newest(api, filters, Optional.empty());
    }

    /** The newest of them, so many; all when none are said. */
    static List<Listed> newest(Api api, String filters, Optional<Integer> most) throws InterruptedException {
        String limit = most.map(count -> "&limit=" + count).orElse("");
        String query = filters.isEmpty() ? "" : "&filters=" + Api.encoded(filters);
        return api.list("/containers/json?all=1" + limit + query, WANTED, Listed::read);
    }

    private static Listed read(JsonNode container) throws Json.Malformed {
        String id = Ids.full(container, "Id");
        return new Listed(
                id,
                name(Json.list(container, "Names")).orElse(id),
                container.path("Image").asText(""),
                container.path("ImageID").asText(""),
                Json.optionalText(container, "State").orElse(""),
                EngineTime.ofSeconds(container.path("Created").asLong(0)),
                Json.texts(container, "Labels"),
                volumes(container),
                networks(container));
    }

    /** Its own name, without the slash; whoever links to it gives it another one, behind its own and a slash. */
    private static Optional<String> name(List<String> paths) {
        return paths.stream()
                .map(Listed::withoutSlash)
                .filter(name -> !name.contains("/"))
                .findFirst();
    }

    static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static Set<String> volumes(JsonNode container) throws Json.Malformed {
        return Json.each(container, "Mounts", mount -> Json.optionalText(mount, "Name")).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One that was never started has the network's name only, or what it was called by. */
    private static Set<String> networks(JsonNode container) throws Json.Malformed {
        Set<String> networks = new HashSet<>();
        Json.within(container.path("NetworkSettings"), "Networks").properties().forEach(network -> {
            networks.add(network.getKey());
            Json.optionalText(network.getValue(), "NetworkID").ifPresent(networks::add);
        });
        Json.optionalText(container.path("HostConfig"), "NetworkMode").ifPresent(networks::add);
        return Set.copyOf(networks);
    }
}
