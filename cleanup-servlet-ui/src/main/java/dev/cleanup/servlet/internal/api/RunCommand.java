package dev.cleanup.servlet.internal.api;

import dev.cleanup.RunRequest;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.internal.http.Printable;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Query;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to be run.
 *
 * @param dryRun whether to look only
 * @param plan the dry run to apply; only without {@code dryRun}
 * @param tasks the tasks to run; empty means all of them
 */
public record RunCommand(boolean dryRun, Optional<String> plan, List<String> tasks) {
    /** The parameters that a run takes in a query string. */
    static final Set<String> PARAMETERS = Set.of("dry_run", "plan");

    private static final Set<String> MEMBERS = Set.of("dryRun", "plan", "tasks");
    private static final int MAX_LENGTH = 200;
    private static final int MAX_TASKS = 1_000;

    /** Refuses, with a {@link Problem}, what is not clearly one thing or the other. */
    public RunCommand {
        if (plan.isPresent() && dryRun) {
            throw Problem.badRequest("A 'plan' needs a dry run of false: a dry run makes a new plan.");
        }
        plan.ifPresent(id -> checkText("plan", id));
        tasks.forEach(task -> checkText("tasks", task));
        tasks = List.copyOf(tasks);
    }

    private static void checkText(String name, String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH || !Printable.is(text)) {
            throw Problem.badRequest("'" + name + "' accepts 1 to " + MAX_LENGTH + " printable characters.");
        }
    }

    /**
     * Reads a command from a query string; without parameters it is a dry run.
     *
     * @throws Problem 400 for anything that is not clearly one thing or the other
     */
    static RunCommand ofQuery(Query query) {
        boolean dryRun = query.oneOf("dry_run", Set.of("true", "false"))
                .map(Boolean::parseBoolean)
                .orElse(true);
        return new RunCommand(dryRun, query.value("plan"), List.of());
    }

    /**
     * Reads a command from a body; without one it is a dry run.
     *
     * @throws Problem 400 for anything that is not clearly one thing or the other
     */
    static RunCommand ofBody(Optional<JsonObject> body) {
        JsonObject members = body.orElse(JsonValue.EMPTY_JSON_OBJECT);
        for (String name : members.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw Problem.badRequest("There is no member '" + Printable.clean(name) + "' here.");
            }
        }
        return new RunCommand(dryRun(members), plan(members), tasks(members));
    }

    private static boolean dryRun(JsonObject members) {
        JsonValue value = members.getOrDefault("dryRun", JsonValue.TRUE);
        if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
            throw Problem.badRequest("The member 'dryRun' accepts true and false.");
        }
        return value.equals(JsonValue.TRUE);
    }

    private static Optional<String> plan(JsonObject members) {
        JsonValue value = members.get("plan");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw Problem.badRequest("The member 'plan' accepts the id of a dry run.");
    }

    private static List<String> tasks(JsonObject members) {
        JsonValue value = members.getOrDefault("tasks", JsonValue.EMPTY_JSON_ARRAY);
        List<String> names = new ArrayList<>();
        boolean empty = members.containsKey("tasks") && value.equals(JsonValue.EMPTY_JSON_ARRAY);
        if (!(value instanceof JsonArray array) || empty || array.size() > MAX_TASKS) {
            throw Problem.badRequest("The member 'tasks' accepts a list of names; leave it out for all tasks.");
        }
        for (JsonValue name : array) {
            if (!(name instanceof JsonString text)) {
                throw Problem.badRequest("The member 'tasks' accepts a list of names; leave it out for all tasks.");
            }
            names.add(text.getString());
        }
        return names;
    }

    /** Who may ask for it. */
    Role role() {
        return dryRun ? Role.OPERATOR : Role.ADMIN;
    }

    /** The same as the engine takes it. */
    RunRequest request() {
        RunRequest all =
                dryRun ? RunRequest.dryRun() : plan.map(RunRequest::apply).orElseGet(RunRequest::execute);
        return tasks.isEmpty() ? all : all.only(tasks.toArray(String[]::new));
    }
}
