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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images that no container uses, and no image that stays is built on. They go by their ids, children before parents. */
public final class Images implements Kind<Images.Facts> {
    private static final int BATCH_SIZE = 1_000;
    private static final String REPOSITORY = "repository";

    private final Selection selection;
    private final boolean tagged;
    private final Memory memory = Memory.trusting();

    /** Of these, and with names as well as without. */
    public Images(Selection selection, boolean tagged) {
        this.selection = selection;
        this.tagged = tagged;
    }

    /**
     * An image as the engine describes it.
     *
     * @param id its id
     * @param tags its names by tag
     * @param digests its names by digest
     * @param created when it was built
     * @param taggedAt when it was named last; year 1 for never, and for a name that came with the image
     */
    record Facts(String id, List<String> tags, List<String> digests, String created, String taggedAt) {
        static Optional<Facts> of(Api api, String id) throws InterruptedException {
            return api.find("/images/" + id + "/json", image -> {
                if (!Ids.digest(image, "Id").equals(id)) {
                    throw new Json.Malformed("another image than was asked for");
                }
                return new Facts(
                        id,
                        names(image, "RepoTags"),
                        names(image, "RepoDigests"),
                        image.path("Created").asText(""),
                        image.path("Metadata").path("LastTagTime").asText("0001-01-01T00:00:00Z"));
            });
        }

        /** One of which nothing else is known; its age is not, and so it is kept. */
        static Facts unknown(String id) {
            return new Facts(id, List.of(), List.of(), "", "");
        }

        private static List<String> names(JsonNode image, String field) throws Json.Malformed {
            return Json.texts(image, field, name -> !name.startsWith("<none>")).stream()
                    .sorted()
                    .toList();
        }

        Optional<Instant> latest() {
            return EngineTime.latest(created, taggedAt);
        }

        boolean named() {
            return !tags.isEmpty() || !digests.isEmpty();
        }

        String label() {
            return !tags.isEmpty() ? String.join(", ", tags) : digests.isEmpty() ? id : digests.get(0);
        }

        /** The repositories that it has names in. */
        SortedSet<String> repositories() {
            return Stream.concat(tags.stream(), digests.stream())
                    .map(Facts::repository)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static String repository(String name) {
            int digest = name.indexOf('@');
            String tag = digest < 0 ? name : name.substring(0, digest);
            int colon = tag.lastIndexOf(':');
            return colon > tag.lastIndexOf('/') ? tag.substring(0, colon) : tag;
        }
    }

    /**
     * An image as a list has it. What it is called is left to the inspection, which is later.
     *
     * @param id its id
     * @param parent the id of the image it is built on, or empty
     * @param labels its labels
     */
    private record Listing(String id, String parent, Map<String, String> labels) {
        static Listing read(JsonNode image) throws Json.Malformed {
            return new Listing(Ids.digest(image, "Id"), image.path("ParentId").asText(""), Json.texts(image, "Labels"));
        }
    }

    @Override
    public String description() {
        String words = selection.describe();
        return (tagged ? "unused images" : "unused images without a name") + (words.isEmpty() ? "" : " " + words);
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public List<Seen<Facts>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Listing> listed = listed(api);
        Map<String, String> users = new HashMap<>();
        Listed.all(api, "").forEach(container -> users.put(container.imageId(), container.name()));
        Set<String> ids = listed.stream().map(Listing::id).collect(Collectors.toSet());
        memory.see(ids, users.keySet().stream().filter(ids::contains).collect(Collectors.toSet()), asOf);
        Map<String, Set<String>> children = children(listed);
        List<Optional<Facts>> facts = Descriptions.of(
                workers, listed.stream().map(Listing::id).toList(), id -> Facts.of(api, id), Facts::unknown);
        List<Seen<Facts>> seen = new ArrayList<>();
        for (int index = 0; index < listed.size(); index++) {
            Listing image = listed.get(index);
            facts.get(index)
                    .map(known -> seen(image, known, users).neededBy(children.getOrDefault(image.id(), Set.of())))
                    .ifPresent(seen::add);
        }
        return seen;
    }

    private static List<Listing> listed(Api api) throws InterruptedException {
        return api.list("/images/json?all=1", Listing::read);
    }

    private static Map<String, Set<String>> children(List<Listing> listed) {
        return listed.stream()
                .filter(image -> !image.parent().isEmpty())
                .collect(Collectors.groupingBy(Listing::parent, Collectors.mapping(Listing::id, Collectors.toSet())));
    }

    private Seen<Facts> seen(Listing image, Facts facts, Map<String, String> users) {
        Resource resource = new Resource(
                image.id(),
                facts.label(),
                memory.since(image.id(), facts.latest()),
                "built or last used",
                tags(image, facts));
        Seen<Facts> seen = Seen.candidate(resource, facts);
        return selection.matches(facts.label(), image.labels())
                ? kept(facts, users.get(image.id())).map(seen::kept).orElse(seen)
                : seen.notSelected();
    }

    /** Its labels, and its repository: a label of that name would let it take the place of another image there. */
    private static Map<String, String> tags(Listing image, Facts facts) {
        Map<String, String> tags = new HashMap<>(image.labels());
        tags.remove(REPOSITORY);
        facts.repositories().stream().findFirst().ifPresent(name -> tags.put(REPOSITORY, name));
        return tags;
    }

    private Optional<String> kept(Facts image, @Nullable String user) {
        if (user != null) {
            return Optional.of("the container " + user + " uses it");
        }
        if (!tagged && image.named()) {
            return Optional.of("it has a name");
        }
        // By its id the engine removes it only where it has one name, and digests of the same repository at most; a
        // name may mean another image a moment later.
        boolean several = image.tags().size() > 1 || image.repositories().size() > 1;
        return several ? Optional.of("it has several names") : Optional.empty();
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        return listed(api).stream().map(Listing::id).collect(Collectors.toSet());
    }

    /** Parents without a name stay for a removal of their own: the engine would take them along uncounted. */
    @Override
    public Outcome remove(Api api, Seen<Facts> seen) throws Exception {
        return new Removal<Facts>("/images/" + seen.id() + "?noprune=1")
                .by(api, () -> Facts.of(api, seen.id()), Removal.unchanged(seen));
    }

    /** Layers are shared, so only the sum of all tells what a removal gives back. */
    @Override
    public OptionalLong room(Api api) throws Exception {
        return OptionalLong.of(
                api.get("/system/df?type=image").path("LayersSize").asLong(0));
    }
}
