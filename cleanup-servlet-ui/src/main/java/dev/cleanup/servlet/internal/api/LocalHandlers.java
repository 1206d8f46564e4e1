package dev.cleanup.servlet.internal.api;

import dev.cleanup.Attention;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Handler;
import java.util.List;

/** Asks the service in this process. */
public final class LocalHandlers {
    private static final int LAST_RUNS = HistoryStore.DEFAULT_RUNS;

    private final CleanupOperations operations;
    private final ServiceSettings settings;
    private final RunHandler runs;
    private final HistoryHandler history;
    private final OrphanedHandler orphaned;
    private final ExplainHandler explain;
    private final EventsHandler events;

    public LocalHandlers(CleanupOperations operations, ServiceSettings settings) {
        this.operations = operations;
        this.settings = settings;
        this.runs = new RunHandler(operations);
        this.history = new HistoryHandler(operations);
        this.orphaned = new OrphanedHandler(operations);
        this.explain = new ExplainHandler(operations);
        this.events = new EventsHandler(operations);
    }

    /** What answers this endpoint. */
    public Handler handler(Endpoint endpoint) {
        return switch (endpoint) {
            case ME -> call -> MeJson.answer(call.caller(), settings.readOnly(), List.of());
            case STATUS -> this::status;
            case ORPHANED -> orphaned::list;
            case EXPLAIN -> explain::explain;
            case HISTORY -> history::list;
            case FIND_RUN -> history::find;
            case STOP_RUN -> history::stop;
            case EVENTS -> events::list;
            case RUN -> runs::byBody;
            case RUN_BY_QUERY -> runs::byQuery;
        };
    }

    private Answer status(Call call) {
        CleanupStatus status = operations.status();
        List<CleanupRun> runs = operations.summaries(Attention.LOOK_BACK);
        List<CleanupRun> last = runs.stream().limit(LAST_RUNS).toList();
        List<Attention> problems = Attention.of(status, runs);
        return Answer.tagged(json -> StatusJson.write(json, status, settings, problems, last));
    }
}
