package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.history.HistoryStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that can be asked for over HTTP, with who may ask for it. */
final class Routes {
    private static final int LAST_RUNS = HistoryStore.DEFAULT_RUNS;

    private final CleanupOperations operations;
    private final List<Route> table;

    Routes(CleanupOperations operations) {
        this.operations = operations;
        RunHandler runs = new RunHandler(operations);
        this.table = List.of(
                new Route("GET", "/status", Set.of(), query -> Role.VIEWER, this::status),
                new Route(
                        "POST",
                        "",
                        RunCommand.PARAMETERS,
                        query -> RunCommand.of(query).role(),
                        runs::run));
    }

    List<Route> table() {
        return table;
    }

    /**
     * The route for this method and path.
     *
     * @throws Problem 404 for an unknown path, 405 for a method that the path does not take
     */
    Route find(String method, String path) {
        List<Route> here =
                table.stream().filter(route -> route.path().equals(path)).toList();
        if (here.isEmpty()) {
            throw Problem.notFound();
        }
        return here.stream()
                .filter(route -> route.answers(method))
                .findFirst()
                .orElseThrow(() -> Problem.methodNotAllowed(
                        here.stream().map(Route::allowed).collect(Collectors.joining(", "))));
    }

    private Answer status(Call call) {
        CleanupStatus status = operations.status();
        List<CleanupRun> runs = operations.latest(LAST_RUNS);
        return Answer.ok(json -> StatusJson.write(json, status, runs));
    }
}
