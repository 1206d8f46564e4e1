package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Handler;
import dev.cleanup.servlet.internal.http.Route;
import dev.cleanup.servlet.internal.http.Routes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** All that can be asked of a service, by whom; the same for a service itself and for a dashboard in front of it. */
// Sets that cannot be changed, and functions without a state.
@SuppressWarnings("ImmutableEnumChecker")
public enum Endpoint {
    /** Who the caller is. */
    ME("GET", "/me", Role.VIEWER),
    /** How the service is set up and doing. */
    STATUS("GET", "/status", Role.VIEWER),
    /** What would go. */
    ORPHANED("GET", "/orphaned", Role.VIEWER, "run", "task", "q", "sort", "order", "offset", "limit", "format"),
    /** Why an item is still there. */
    EXPLAIN("GET", "/explain", Role.VIEWER, "task", "id"),
    /** The runs. */
    HISTORY("GET", "/history", Role.VIEWER, "mode", "status", "task", "q", "offset", "limit", "format"),
    /** One run. */
    FIND_RUN("GET", "/runs/{id}", Role.VIEWER, "findings"),
    /** Asks a run to stop. */
    STOP_RUN("POST", "/runs/{id}/stop", Role.OPERATOR),
    /** What happened. */
    EVENTS("GET", "/events", Role.VIEWER, "limit"),
    /** Does a run; the body says which. */
    RUN("POST", "/run", Set.of(), true, call -> RunCommand.ofBody(call.body()).role()),
    /** Does a run; the query says which. */
    RUN_BY_QUERY("POST", "", RunCommand.PARAMETERS, false, call -> RunCommand.ofQuery(call.query())
            .role());

    private final String method;
    private final String path;
    private final Set<String> parameters;
    private final boolean takesBody;
    private final Function<Call, Role> permission;

    Endpoint(String method, String path, Role role, String... parameters) {
        this(method, path, Set.of(parameters), false, call -> role);
    }

    Endpoint(String method, String path, Set<String> parameters, boolean takesBody, Function<Call, Role> permission) {
        this.method = method;
        this.path = path;
        this.parameters = parameters;
        this.takesBody = takesBody;
        this.permission = permission;
    }

    /** GET or POST. */
    public String method() {
        return method;
    }

    /** The query parameters it takes. */
    public Set<String> parameters() {
        return parameters;
    }

    /** Whether it does a run, which may take its time. */
    public boolean isRun() {
        return this == RUN || this == RUN_BY_QUERY;
    }

    /** The path below the mount point, with this id in it. */
    public String path(String id) {
        return path.replace("{id}", id);
    }

    /** The table of all endpoints. */
    public static Routes routes(Function<Endpoint, Handler> handlers, List<String> moreParameters) {
        return new Routes(Arrays.stream(values())
                .map(endpoint -> endpoint.route(handlers.apply(endpoint), moreParameters))
                .toList());
    }

    private Route route(Handler handler, List<String> more) {
        Set<String> accepted = new TreeSet<>(parameters);
        accepted.addAll(more);
        return new Route(method, path, accepted, takesBody, permission, handler);
    }
}
