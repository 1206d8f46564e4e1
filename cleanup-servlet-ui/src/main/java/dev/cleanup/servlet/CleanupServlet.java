package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.api.Endpoint;
import dev.cleanup.servlet.internal.api.LocalHandlers;
import dev.cleanup.servlet.internal.api.ServiceSettings;
import dev.cleanup.servlet.internal.http.Front;
import dev.cleanup.servlet.internal.page.PageFiles;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A service's cleanup on HTTP: the page and the API, wherever the application maps it, such as {@code /cleanup/*}, also at several paths at
 * once; nothing is registered by itself. All addresses in the page are relative, so it works under any context path and behind any proxy.
 *
 * <table>
 * <caption>Routes below the mount point; {@code openapi.json} has all of them in full</caption>
 * <tr><th>request</th><th>role</th><th>answer</th></tr>
 * <tr><td>{@code GET /}</td><td>anybody</td><td>the page, without data</td></tr>
 * <tr><td>{@code GET /status}</td><td>VIEWER</td><td>how the service is set up and doing, and its last runs</td></tr>
 * <tr><td>{@code GET /orphaned}</td><td>VIEWER</td><td>what would go, as the newest dry run saw it</td></tr>
 * <tr><td>{@code GET /explain?task=&id=}</td><td>VIEWER</td><td>why an item is still there</td></tr>
 * <tr><td>{@code GET /history}, {@code /runs/ID}, {@code /events}</td><td>VIEWER</td><td>what happened</td></tr>
 * <tr><td>{@code POST ?dry_run=true}</td><td>OPERATOR</td><td>a dry run; also without the parameter</td></tr>
 * <tr><td>{@code POST ?dry_run=false}</td><td>ADMIN</td><td>an execute</td></tr>
 * <tr><td>{@code POST ?dry_run=false&plan=ID}</td><td>ADMIN</td><td>the run that applies this plan</td></tr>
 * <tr><td>{@code POST /run}</td><td>OPERATOR or ADMIN</td><td>the same, asked for in JSON</td></tr>
 * <tr><td>{@code POST /runs/ID/stop}</td><td>OPERATOR</td><td>a run is asked to stop</td></tr>
 * </table>
 *
 * <p>A run is answered with 200 and all of it when it has ended; its own status says how. With {@code Prefer: respond-async} it is answered with
 * 202 when it has begun. Errors are RFC 9457 {@code application/problem+json}. Nobody who is not authenticated sees any data, no session
 * is created, a GET changes nothing.
 */
public final class CleanupServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Front front;

    private CleanupServlet(Front front) {
        this.front = front;
    }

    /** Begins to set up a servlet for a service. */
    public static Builder builder(CleanupOperations operations) {
        return new Builder(operations);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        front.serve(request, response);
    }

    /** Sets up a {@link CleanupServlet}. Not safe for use by several threads. */
    public static final class Builder {
        /** From how many items on an operator types the task's name before they go, when nothing else is said. */
        public static final long DEFAULT_CONFIRM_ABOVE = 1_000;

        private final CleanupOperations operations;
        private final AccessSettings access = new AccessSettings();
        private Optional<String> environment = Optional.empty();
        private long confirmAbove = DEFAULT_CONFIRM_ABOVE;

        private Builder(CleanupOperations operations) {
            this.operations = operations;
        }

        /** Who is let in; required, and there is no default. */
        public Builder authenticator(Authenticator who) {
            access.authenticator(who);
            return this;
        }

        /** When true nothing can be changed over HTTP, by anybody; false by default. */
        public Builder readOnly(boolean only) {
            access.readOnly(only);
            return this;
        }

        /** The sites that may show the page in a frame, such as {@code https://dashboards.example}; none by default. */
        public Builder frameAncestors(String... origins) {
            access.frameAncestors(origins);
            return this;
        }

        /** What the page calls this environment, such as {@code production}, in 1 to 40 printable characters; nothing by default. */
        public Builder environment(String name) {
            environment = Optional.of(AccessSettings.label("environment", name));
            return this;
        }

        /** A plan of more items than this asks the operator to type the task's name; {@value #DEFAULT_CONFIRM_ABOVE} by default, at least 0. */
        public Builder confirmAbove(long items) {
            if (items < 0) {
                throw new ConfigurationException("confirmAbove", items, "accepted is a whole number from 0");
            }
            confirmAbove = items;
            return this;
        }

        /**
         * The servlet, to be mapped by the application.
         *
         * @throws ConfigurationException when there is no authenticator
         */
        public CleanupServlet build() {
            ServiceSettings settings = new ServiceSettings(environment, access.readOnly(), confirmAbove);
            LocalHandlers handlers = new LocalHandlers(operations, settings);
            return new CleanupServlet(new Front(
                    access.authenticator(),
                    new PageFiles(access.frameAncestors()),
                    Endpoint.routes(handlers::handler, List.of()),
                    access.readOnly()));
        }
    }
}
