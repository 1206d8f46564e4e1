package dev.cleanup.examples;

import dev.cleanup.servlet.Authenticator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The metrics of the whole application, as Prometheus scrapes them, for whoever has a token. */
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
        if (authenticator.authenticate(request).isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        response.setContentType(TEXT);
        response.getWriter().write(registry.scrape());
    }
}
