package dev.cleanup.docker.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small engine in memory: its containers can be listed, inspected and removed, with the statuses and the words of a real one. A test says
 * beforehand what it does otherwise. What nobody expected is remembered, and fails the test.
 */
final class FakeDocker implements Function<Asked, Answer> {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static final Pattern VERSIONED = Pattern.compile("/v1\\.[0-9]+(/.*)");
    private static final Pattern CONTAINER = Pattern.compile("/containers/([^/]+)(/json)?");
    private static final Pattern FILTERS = Pattern.compile("[?&]filters=([^&]*)");
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=([0-9]+)");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, Deque<Function<Asked, Answer>>> once = new HashMap<>();
    private final Map<String, Function<Asked, Answer>> always = new HashMap<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private boolean filtering = true;
    private String newest = "1.44";
    private String oldest = "1.24";

    FakeDocker() {
        now(NOW);
    }

    synchronized FakeContainer add(FakeContainer container) {
        containers.put(container.id(), container);
        return container;
    }

    /** Adds so many containers, with the numbers from 1. */
    synchronized List<FakeContainer> add(int count) {
        List<FakeContainer> all = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            all.add(add(FakeContainer.number(number)));
        }
        return all;
    }

    /** Speaks these versions of the API; no oldest one refuses none. */
    synchronized FakeDocker version(String newest, String oldest) {
        this.newest = newest;
        this.oldest = oldest;
        return this;
    }

    FakeDocker now(Instant instant) {
        return always("GET /info", asked -> Answer.ok("{\"ID\":\"engine\",\"SystemTime\":\"" + instant + "\"}"));
    }

    /** Lists everything, whatever it is asked to filter by. */
    synchronized FakeDocker ignoringFilters() {
        filtering = false;
        return this;
    }

    /** Answers like this to the next such requests, one each: method and path, without version and query. */
    synchronized FakeDocker on(String line, Answer... answers) {
        for (Answer answer : answers) {
            once.computeIfAbsent(line, none -> new ArrayDeque<>()).add(asked -> answer);
        }
        return this;
    }

    /** Does this on the next such request. */
    synchronized FakeDocker on(String line, Function<Asked, Answer> answering) {
        once.computeIfAbsent(line, none -> new ArrayDeque<>()).add(answering);
        return this;
    }

    /** Answers like this to all such requests. */
    FakeDocker always(String line, Answer answer) {
        return always(line, asked -> answer);
    }

    synchronized FakeDocker always(String line, Function<Asked, Answer> answering) {
        always.put(line, answering);
        return this;
    }

    /** The ids of what was removed, in order. */
    synchronized List<String> removed() {
        return List.copyOf(removed);
    }

    /** The ids of what is there. */
    synchronized List<String> there() {
        return List.copyOf(containers.keySet());
    }

    synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    @Override
    public Answer apply(Asked asked) {
        String line = line(asked);
        Function<Asked, Answer> answering;
        synchronized (this) {
            if (isTooOld(asked.path())) {
                return Answer.error(
                        400,
                        "client version " + version(asked.path()) + " is too old. Minimum supported API version is "
                                + oldest + ", please upgrade your client to a newer version");
            }
            Deque<Function<Asked, Answer>> next = once.getOrDefault(line, new ArrayDeque<>());
            answering = next.isEmpty() ? always.getOrDefault(line, this::itself) : next.poll();
        }
        return answering.apply(asked);
    }

    private static String line(Asked asked) {
        Matcher versioned = VERSIONED.matcher(asked.path());
        return asked.method() + " " + (versioned.matches() ? versioned.group(1) : asked.path());
    }

    /** What it does when nothing else was said. */
    synchronized Answer itself(Asked asked) {
        String path = line(asked).substring(asked.method().length() + 1);
        if (asked.line().equals("GET /_ping")) {
            return Answer.ping("Api-Version: " + newest);
        }
        Matcher one = CONTAINER.matcher(path);
        if (asked.method().equals("GET") && path.equals("/containers/json")) {
            return Answer.ok(list(asked.target()));
        }
        if (asked.method().equals("GET") && one.matches() && one.group(2) != null) {
            return inspect(one.group(1));
        }
        if (asked.method().equals("DELETE") && one.matches() && one.group(2) == null) {
            return remove(one.group(1));
        }
        unexpected.add(asked.line());
        return Answer.error(404, "page not found");
    }

    private boolean isTooOld(String path) {
        return !oldest.isEmpty() && VERSIONED.matcher(path).matches() && minor(version(path)) < minor(oldest);
    }

    private static String version(String path) {
        return path.substring(2, path.indexOf('/', 1));
    }

    /** All versions begin with 1. */
    private static int minor(String version) {
        return Integer.parseInt(version.substring(2));
    }

    /** Those that the filters let through; of the newest, which were added last, as many as the limit says. */
    private String list(String target) {
        JsonNode filters = filters(target);
        List<String> all = new ArrayList<>();
        for (FakeContainer container : containers.values()) {
            if (!filtering || matches(container, filters)) {
                all.add(container.listed.toString());
            }
        }
        Matcher limit = LIMIT.matcher(target);
        int most = limit.find() ? Integer.parseInt(limit.group(1)) : all.size();
        return "[" + String.join(",", all.subList(Math.max(0, all.size() - most), all.size())) + "]";
    }

    private static boolean matches(FakeContainer container, JsonNode filters) {
        boolean matches = filters.path("id").isEmpty();
        for (JsonNode id : filters.path("id")) {
            matches |= id.asText().equals(container.id());
        }
        for (JsonNode label : filters.path("label")) {
            matches &= container.carries(label.asText());
        }
        return matches;
    }

    private static JsonNode filters(String target) {
        Matcher filters = FILTERS.matcher(target);
        try {
            return MAPPER.readTree(filters.find() ? URLDecoder.decode(filters.group(1), StandardCharsets.UTF_8) : "{}");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private Answer inspect(String id) {
        FakeContainer container = containers.get(id);
        return container == null
                ? Answer.error(404, "No such container: " + id)
                : Answer.ok(container.inspected.toString());
    }

    private Answer remove(String id) {
        FakeContainer container = containers.get(id);
        if (container == null) {
            return Answer.error(404, "No such container: " + id);
        }
        String words = "cannot remove container \"" + container.name() + "\": container is ";
        return switch (container.state()) {
            case "running", "restarting" ->
                Answer.error(409, words + "running: stop the container before removing or force remove");
            case "paused" -> Answer.error(409, words + "paused and must be unpaused first");
            case "removing" -> Answer.error(409, "removal of container " + id + " is already in progress");
            default -> {
                containers.remove(id);
                removed.add(id);
                yield Answer.nothing(204);
            }
        };
    }
}
