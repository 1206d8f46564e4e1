package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import dev.cleanup.ConfigurationException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A service's cleanup on HTTP, wherever the application maps it, such as {@code /admin/cleanup/*}; nothing is registered by itself.
 *
 * <table>
 * <caption>Routes below the mount point</caption>
 * <tr><th>request</th><th>role</th><th>answer</th></tr>
 * <tr><td>{@code GET /status}</td><td>VIEWER</td><td>how the service is set up and doing, and its last runs</td></tr>
 * <tr><td>{@code POST ?dry_run=true}</td><td>OPERATOR</td><td>a dry run; also without the parameter</td></tr>
 * <tr><td>{@code POST ?dry_run=false}</td><td>ADMIN</td><td>an execute</td></tr>
 * <tr><td>{@code POST ?dry_run=false&plan=ID}</td><td>ADMIN</td><td>the run that applies this plan</td></tr>
 * </table>
 *
 * <p>A POST is answered with 200 and the whole run when the run has ended; the run's own status says how. Errors are RFC 9457
 * {@code application/problem+json}. Nobody who is not authenticated sees anything but 401, no session is created, a GET changes nothing.
 */
public final class CleanupServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Dispatcher dispatcher;
    private final transient Sender sender = new Sender();

    private CleanupServlet(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Begins to set up a servlet for a service. */
    public static Builder builder(CleanupOperations operations) {
        return new Builder(operations);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = dispatcher.answer(request);
        try {
            sender.send(answer, response);
        } catch (RuntimeException | Error failure) {
            Answer failed = dispatcher.failed(request, failure);
            if (response.isCommitted()) {
                // Cut off, so that the part that was sent does not pass for the whole.
                throw new IOException("the answer could not be written to its end");
            }
            response.resetBuffer();
            sender.send(failed, response);
        }
    }

    /** Sets up a {@link CleanupServlet}. Not safe for use by several threads. */
    public static final class Builder {
        private final CleanupOperations operations;
        private @Nullable Authenticator authenticator;

        private Builder(CleanupOperations operations) {
            this.operations = operations;
        }

        /** Who is let in; required, and there is no default. */
        public Builder authenticator(Authenticator who) {
            authenticator = who;
            return this;
        }

        /**
         * The servlet, to be mapped by the application.
         *
         * @throws ConfigurationException when there is no authenticator
         */
        public CleanupServlet build() {
            if (authenticator == null) {
                throw new ConfigurationException(
                        "authenticator", "none", "accepted are BearerTokens, or an Authenticator of your own");
            }
            return new CleanupServlet(new Dispatcher(authenticator, new Routes(operations)));
        }
    }
}
