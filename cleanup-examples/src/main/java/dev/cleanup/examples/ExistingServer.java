package dev.cleanup.examples;

import dev.cleanup.CleanupService;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** A Jetty server that was there before, with a path of its own; what the cleanup adds is marked. */
final class ExistingServer implements AutoCloseable {
    private final Server server;
    private final CleanupService cleanup;

    ExistingServer(DataSource dataSource, int port, String token) {
        server = new Server(new InetSocketAddress("localhost", port));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Greeting()), "/hello");
        server.setHandler(context);

        // What is cleaned, and when.
        cleanup = CleanupService.builder()
                .task(JdbcCleanup.expiredRows(dataSource)
                        .table("bots")
                        .timestamp("deleted_at")
                        .policy(RetentionPolicy.keepFor("7d"))
                        .build())
                .schedule(Schedule.every(Duration.ofHours(6)))
                .build();
        // The page, at /cleanup/.
        context.addServlet(
                new ServletHolder(CleanupServlet.builder(cleanup)
                        .authenticator(BearerTokens.builder()
                                .token("on-call", Role.ADMIN, token)
                                .build())
                        .build()),
                "/cleanup/*");
    }

    /** Begins to serve, and to clean. */
    URI start() throws Exception {
        server.start();
        cleanup.start();
        return server.getURI();
    }

    /** The cleanup first, so that whoever waits for a run gets its answer. */
    @Override
    public void close() {
        cleanup.close();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the server did not stop", failure);
        }
    }

    /** What the server was there for. */
    private static final class Greeting extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("hello");
        }
    }
}
