package dev.cleanup.docker.internal.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cleanup.CleanupException;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Json;
import dev.cleanup.docker.internal.engine.Reply;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.docker.internal.task.Kind;
import dev.cleanup.docker.internal.task.Outcome;
import dev.cleanup.docker.internal.task.Seen;
import dev.cleanup.retention.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Records of the build cache that no build uses, each by its id; those that others are built on after these. */
public final class BuildCache implements Kind<BuildCache.Facts> {
    private static final int BATCH_SIZE = 1_000;

    /**
     * A record as the engine describes it.
     *
     * @param id its id
     * @param parents the ids of those it is built on
     * @param words what it holds
     * @param inUse whether a build is at it
     * @param bytes how much room it takes
     * @param used when it was used last, or made where it never was
     * @param unused how long that is ago at the least
     */
    record Facts(
            String id,
            List<String> parents,
            String words,
            boolean inUse,
            long bytes,
            Optional<Instant> used,
            Duration unused) {
        static Facts read(JsonNode cache, Instant asOf) throws Json.Malformed {
            String created = cache.path("CreatedAt").asText("");
            Optional<Instant> used = EngineTime.latest(
                    created, Json.optionalText(cache, "LastUsedAt").orElse(created));
            return new Facts(
                    Ids.cache(cache, "ID"),
                    parents(cache),
                    cache.path("Type").asText("") + ": "
                            + cache.path("Description").asText(""),
                    cache.path("InUse").asBoolean(true),
                    Math.max(0, cache.path("Size").asLong(0)),
                    used,
                    used.map(last -> Duration.between(last, asOf)).orElse(Duration.ZERO));
        }

        /** Newer engines, 28.5 for one, write the field's name with a space before it, which the API's description lacks; older ones knew one parent. */
        private static List<String> parents(JsonNode cache) {
            Set<String> parents = new TreeSet<>(Json.list(cache, "Parents"));
            parents.addAll(Json.list(cache, " Parents"));
            Json.optionalText(cache, "Parent").ifPresent(parents::add);
            return List.copyOf(parents);
        }
    }

    @Override
    public String description() {
        return "unused records of the build cache";
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public List<Seen<Facts>> look(Api api, Workers workers, Instant asOf) throws Exception {
        List<Facts> records = listed(api, asOf);
        Map<String, Set<String>> children = new HashMap<>();
        for (Facts one : records) {
            one.parents().forEach(parent -> children.computeIfAbsent(parent, unseen -> new HashSet<>())
                    .add(one.id()));
        }
        Set<String> within = within(records);
        return records.stream()
                .map(one -> seen(one, within.contains(one.id())).neededBy(children.getOrDefault(one.id(), Set.of())))
                .toList();
    }

    /** The ids that are a part of another: the engine takes an id for a pattern, and would prune the other, too. */
    private static Set<String> within(List<Facts> records) {
        int longest = records.stream().mapToInt(one -> one.id().length()).max().orElse(0);
        return records.stream()
                .map(Facts::id)
                .filter(id -> id.length() < longest)
                .filter(id -> records.stream()
                        .anyMatch(other -> !other.id().equals(id) && other.id().contains(id)))
                .collect(Collectors.toSet());
    }

    private static List<Facts> listed(Api api, Instant asOf) throws Exception {
        return Json.each(api.get("/system/df?type=build-cache"), "BuildCache", cache -> Facts.read(cache, asOf));
    }

    private static Seen<Facts> seen(Facts one, boolean ambiguous) {
        Seen<Facts> seen = Seen.candidate(
                new Resource(
                        one.id(), one.words(), one.used(), "last used", Map.of("bytes", String.valueOf(one.bytes()))),
                one);
        if (one.inUse()) {
            return seen.kept("a build uses it");
        }
        return ambiguous ? seen.kept("its id is a part of another's") : seen;
    }

    @Override
    public Set<String> ids(Api api) throws Exception {
        return listed(api, Instant.EPOCH).stream().map(Facts::id).collect(Collectors.toSet());
    }

    /** The engine itself makes sure that it was not used since: it prunes only what was not used after that. Nothing at all would be no condition. */
    @Override
    public Outcome remove(Api api, Seen<Facts> seen) throws Exception {
        String filters = Json.filters(Map.of("id", List.of(seen.id()), "until", List.of(until(api, seen.facts()))));
        api.goOn();
        try {
            Reply reply = api.post("/build/prune?all=1&filters=" + Api.encoded(filters));
            return reply.ok()
                    ? pruned(seen.id(), Json.object(reply.body()))
                    : new Outcome.Failed("the engine answered " + reply.words());
        } catch (CleanupException lost) {
            return new Outcome.Unknown(lost);
        } catch (IOException unreadable) {
            return new Outcome.Unknown(
                    new CleanupException("the answer to a removal cannot be understood", unreadable));
        }
    }

    /** Newer engines take a span for one that begins with a whole second, which would spare what was used a moment ago. */
    private static String until(Api api, Facts facts) {
        return facts.used()
                .filter(used -> api.prunesUntilInstants())
                .map(used -> "%d.%09d".formatted(used.getEpochSecond(), used.getNano()))
                .orElseGet(() -> Math.max(1, facts.unused().toMillis()) + "ms");
    }

    private static Outcome pruned(String id, JsonNode answer) {
        return Json.list(answer, "CachesDeleted").contains(id)
                ? new Outcome.Removed(Math.max(0, answer.path("SpaceReclaimed").asLong(0)))
                : new Outcome.Skipped("it was used meanwhile, or another record still needs it");
    }
}
