package dev.cleanup.docker.internal.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Fields;
import dev.cleanup.docker.internal.engine.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container as the engine describes it in full; the same when nothing has happened to it.
 *
 * @param id in full
 * @param name without the slash
 * @param state as the engine writes it; empty when it does not
 * @param labels its labels
 * @param times when it was created, started and finished
 * @param restart its restart policy; empty for none
 * @param autoRemove whether the engine removes it by itself
 * @param hostname what it calls itself
 */
record Inspected(
        String id,
        String name,
        String state,
        Map<String, String> labels,
        Times times,
        String restart,
        boolean autoRemove,
        String hostname) {
    private static final Fields WANTED = new Fields(
            Set.of(
                    "Id",
                    "Name",
                    "Created",
                    "State",
                    "Status",
                    "StartedAt",
                    "FinishedAt",
                    "HostConfig",
                    "AutoRemove",
                    "RestartPolicy",
                    "Config",
                    "Labels",
                    "Hostname"),
            2);

    /**
     * Texts of the engine; year 1 stands for never.
     *
     * @param created when it was made
     * @param started when it was started last
     * @param finished when it stopped last
     */
    record Times(String created, String started, String finished) {
        /** Since when nothing has happened to it. */
        Optional<Instant> latest() {
            return EngineTime.latest(created, started, finished);
        }
    }

    /** One of which only a list tells; it has no times, so that it cannot be taken for one that was inspected. */
    static Inspected listed(Listed container) {
        return new Inspected(
                container.id(),
                container.name(),
                container.state(),
                container.labels(),
                new Times("", "", ""),
                "",
                false,
                "");
    }

    /**
     * Whether it is as it was listed. A removal that failed leaves one that is dead: nothing can start it, and lists go on telling what it was before,
     * or its id for a name.
     */
    boolean isAs(Inspected listed) {
        boolean named = listed.name.equals(name) || listed.name.equals(id);
        boolean still = listed.state.equals(state) || state.equals("dead");
        return named && still && listed.id.equals(id) && listed.labels.equals(labels);
    }

    /** One of which nothing else is known; it is kept. */
    static Inspected unknown(String id) {
        return new Inspected(id, "", "", Map.of(), new Times("", "", ""), "", false, "");
    }

    /** The container of this id; empty when it is gone. */
    static Optional<Inspected> of(Api api, String id) throws InterruptedException {
        return api.find("/containers/" + id + "/json", WANTED, container -> read(container, id));
    }

    private static Inspected read(JsonNode container, String asked) throws Json.Malformed {
        String id = Ids.full(container, "Id");
        if (!id.equals(asked)) {
            throw new Json.Malformed("another container than was asked for");
        }
        JsonNode state = container.path("State");
        JsonNode host = container.path("HostConfig");
        if (!host.path("AutoRemove").isBoolean() || !host.path("RestartPolicy").isObject()) {
            throw new Json.Malformed("no 'AutoRemove' or no 'RestartPolicy'");
        }
        return new Inspected(
                id,
                Listed.withoutSlash(container.path("Name").asText("")),
                Json.optionalText(state, "Status").orElse(""),
                Json.texts(container.path("Config"), "Labels"),
                new Times(
                        container.path("Created").asText(""),
                        state.path("StartedAt").asText(""),
                        state.path("FinishedAt").asText("")),
                restart(host.path("RestartPolicy").path("Name").asText("")),
                host.path("AutoRemove").booleanValue(),
                container.path("Config").path("Hostname").asText(""));
    }

    private static String restart(String name) {
        return name.equals("no") ? "" : name;
    }

    /** Only these are stopped for certain: of any other state, also an unknown one, nothing is concluded. */
    static boolean stopped(String state) {
        return state.equals("created") || state.equals("exited") || state.equals("dead");
    }

    /** Whether the engine is removing it. */
    boolean leaving() {
        return state.equals("removing");
    }

    /** What is the matter with one that is not stopped for certain. */
    static String describe(String state) {
        return state.isEmpty() ? "its state is not known" : "it is " + state;
    }

    /** What happened to it last, as a word. */
    String event() {
        return state.equals("created") ? "created" : "stopped";
    }
}
