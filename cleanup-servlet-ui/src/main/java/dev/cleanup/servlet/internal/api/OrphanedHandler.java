package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.Finding;
import dev.cleanup.RunMode;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Query;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would go, as a run saw it. A page that is open on ten screens must not survey a large table every few seconds, so this shows the newest
 * dry run, and whoever may asks for a new one. Of a task that is switched off nothing would go, whatever was seen while it was on.
 */
final class OrphanedHandler {
    private static final int LOOK_BACK = 100;
    private static final List<String> COLUMNS = List.of("task", "id", "label", "since", "reason", "tags");
    private static final Comparator<Item> OLDEST_FIRST =
            Comparator.comparing(item -> item.finding.since().orElse(Instant.MAX));
    private static final Map<String, Comparator<Item>> ORDERS = Map.of(
            "age", OLDEST_FIRST,
            "id", Comparator.comparing(item -> item.finding.id()),
            "label", Comparator.comparing(item -> item.finding.label()),
            "task", Comparator.comparing(item -> item.task));

    private final CleanupOperations operations;

    OrphanedHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    private record Item(String task, Finding finding) {
        boolean says(String words) {
            String all = String.join(
                    "\n",
                    finding.id(),
                    finding.label(),
                    finding.reason(),
                    finding.tags().toString());
            return all.toLowerCase(Locale.ROOT).contains(words);
        }
    }

    Answer list(Call call) {
        Query query = call.query();
        Page page = Page.of(query);
        Comparator<Item> order = order(query);
        List<CleanupRun> runs = runs(query);
        Optional<CleanupRun> run = run(query, runs);
        Set<String> off = query.text("run").isPresent() ? Set.of() : off();
        List<Item> items = items(run, query)
                .filter(item -> !off.contains(item.task))
                .sorted(order)
                .toList();
        if (Page.csv(query)) {
            return Csv.file("cleanup-orphaned", COLUMNS, items, OrphanedHandler::cells);
        }
        Optional<CleanupRun> plan = run.filter(shown -> shown.mode() == RunMode.DRY_RUN);
        Optional<Instant> expiresAt = plan.flatMap(CleanupRun::finishedAt)
                .map(end -> end.plus(operations.status().planExpiry()));
        Optional<String> appliedBy = plan.flatMap(shown -> appliedBy(shown.id(), runs));
        return Answer.tagged(json -> {
            json.writeStartObject();
            StatusJson.run(json, "run", run);
            RunJson.optional(json, "expiresAt", expiresAt);
            RunJson.optional(json, "appliedBy", appliedBy);
            page.write(json, items.size());
            json.writeStartArray("items");
            page.cut(items).forEach(item -> write(json, item));
            json.writeEnd().writeEnd();
        });
    }

    private static Comparator<Item> order(Query query) {
        Comparator<Item> order =
                ORDERS.getOrDefault(query.oneOf("sort", ORDERS.keySet()).orElse("age"), OLDEST_FIRST);
        boolean descending = query.oneOf("order", List.of("asc", "desc"))
                .filter("desc"::equals)
                .isPresent();
        return descending ? order.reversed() : order;
    }

    /** The newest runs, far enough back to hold the one to show: what applies a plan is newer than it. */
    private List<CleanupRun> runs(Query query) {
        List<CleanupRun> newest = operations.summaries(LOOK_BACK);
        return newest.stream().anyMatch(shown(query)) ? newest : operations.summaries(HistoryHandler.MOST_RUNS);
    }

    private static Predicate<CleanupRun> shown(Query query) {
        return query.text("run")
                .<Predicate<CleanupRun>>map(id -> run -> run.id().equals(id))
                .orElse(run -> run.mode() == RunMode.DRY_RUN && run.status().ended());
    }

    private Optional<CleanupRun> run(Query query, List<CleanupRun> runs) {
        Optional<String> id = query.text("run");
        if (id.isPresent()) {
            return Optional.of(operations
                    .find(id.get())
                    .orElseThrow(() -> Problem.notFound("There is no such run, or no more in the history.")));
        }
        return runs.stream().filter(shown(query)).findFirst().flatMap(run -> operations.find(run.id()));
    }

    private Set<String> off() {
        return operations.status().tasks().stream()
                .filter(task -> task.off().isPresent())
                .map(TaskStatus::task)
                .collect(Collectors.toSet());
    }

    private static Stream<Item> items(Optional<CleanupRun> run, Query query) {
        Optional<String> task = query.text("task");
        Optional<String> text = query.text("q").map(words -> words.toLowerCase(Locale.ROOT));
        return run.stream()
                .flatMap(shown -> shown.tasks().stream())
                .filter(part -> task.map(part.task()::equals).orElse(true))
                .flatMap(part -> part.findings().stream().map(finding -> new Item(part.task(), finding)))
                .filter(item -> text.map(item::says).orElse(true));
    }

    /** A run that was refused before it began with its tasks has not used the plan up. */
    private static Optional<String> appliedBy(String plan, List<CleanupRun> runs) {
        return runs.stream()
                .filter(run -> run.mode() == RunMode.APPLY
                        && run.plan().filter(plan::equals).isPresent())
                .filter(run -> !run.tasks().isEmpty())
                .map(CleanupRun::id)
                .findFirst();
    }

    private static void write(JsonGenerator json, Item item) {
        json.writeStartObject().write("task", item.task);
        RunJson.members(json, item.finding);
        json.writeEnd();
    }

    private static List<Object> cells(Item item) {
        Finding finding = item.finding;
        return List.<Object>of(
                item.task,
                finding.id(),
                finding.label(),
                finding.since().map(Instant::toString).orElse(""),
                finding.reason(),
                finding.tags().toString());
    }
}
