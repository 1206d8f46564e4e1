package dev.cleanup.examples;

import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The metrics of the whole application, as Prometheus scrapes them, for whoever may look. */
final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient PrometheusMeterRegistry registry;
    private final transient Authenticator authenticator;

    MetricsServlet(PrometheusMeterRegistry registry, Authenticator authenticator) {
        this.registry = registry;
        this.authenticator = authenticator;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller = authenticator.authenticate(request);
        if (caller.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (!caller.get().may(Role.VIEWER)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.setContentType(TEXT);
            response.getWriter().write(registry.scrape());
        }
    }
}
