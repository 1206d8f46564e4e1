package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.QueryServlet;
import dev.cleanup.servlet.RemoteCleanup;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.query.SafeQueries;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bot system has on HTTP: the service itself, and a dashboard in front of it as another process would mount it. */
final class DemoHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoHttp.class);

    private final DemoSettings settings;
    private final String dashboardToken = DemoSettings.randomToken();
    private final DemoServer service;
    private final DemoServer dashboard;

    DemoHttp(
            CleanupService cleanup,
            PrometheusMeterRegistry metrics,
            Optional<SafeQueries> queries,
            DemoSettings settings) {
        this.settings = settings;
        this.service = service(cleanup, metrics, queries);
        int next = settings.port() == 0 ? 0 : settings.port() + 1;
        this.dashboard =
                new DemoServer(settings.host(), settings.dashboardPort().orElse(next), "DASHBOARD_PORT");
    }

    private DemoServer service(CleanupService cleanup, PrometheusMeterRegistry metrics, Optional<SafeQueries> queries) {
        BearerTokens.Builder tokens = BearerTokens.builder()
                .token("admin", Role.ADMIN, settings.token())
                .token("dashboard", Role.ADMIN, dashboardToken);
        settings.queries().ifPresent(query -> tokens.token("query", Role.QUERY, query.token()));
        BearerTokens known = tokens.build();
        DemoServer server = new DemoServer(settings.host(), settings.port(), "PORT")
                .mount(
                        CleanupServlet.builder(cleanup)
                                .authenticator(known)
                                .environment(settings.environment())
                                .build(),
                        "/cleanup/*",
                        "/api/cleanup/*",
                        "/admin/cleanup/*")
                .mount(new MetricsServlet(metrics, known), "/metrics");
        queries.ifPresent(all ->
                server.mount(QueryServlet.builder(all).authenticator(known).build(), "/admin/query"));
        return server;
    }

    /** Begins to serve; the address of the service and that of the dashboard. */
    Addresses start() {
        String address = service.start();
        RemoteCleanup page = RemoteCleanup.builder()
                .service("bots", URI.create(address + "/admin/cleanup"), dashboardToken)
                .authenticator(BearerTokens.builder()
                        .token("admin", Role.ADMIN, settings.token())
                        .build())
                .build();
        dashboard.mount(page, "/cleanup/*", "/api/cleanup/*");
        return new Addresses(address, startDashboard());
    }

    /** A port that nobody asked for may be taken, and the service does without a dashboard then. */
    private Optional<String> startDashboard() {
        try {
            return Optional.of(dashboard.start());
        } catch (CleanupException taken) {
            if (settings.dashboardPort().isPresent()) {
                throw taken;
            }
            LOG.warn("there is no dashboard: {}", taken.getMessage());
            return Optional.empty();
        }
    }

    /** Where the demo can be reached. */
    record Addresses(String service, Optional<String> dashboard) {}

    @Override
    public void close() {
        try {
            dashboard.close();
        } finally {
            service.close();
        }
    }
}
