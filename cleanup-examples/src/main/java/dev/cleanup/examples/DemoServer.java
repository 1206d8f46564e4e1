package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The bot system's web server, with the cleanup servlet mounted beside whatever else it serves. */
final class DemoServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, withoutVersion());

    DemoServer(CleanupService cleanup, DemoSettings settings) {
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(servlet(cleanup, settings.token())), "/admin/cleanup/*");
        server.setHandler(context);
    }

    private static HttpConnectionFactory withoutVersion() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    private static CleanupServlet servlet(CleanupService cleanup, String token) {
        return CleanupServlet.builder(cleanup)
                .authenticator(
                        BearerTokens.builder().token("admin", Role.ADMIN, token).build())
                .build();
    }

    /** Begins to serve; the address it serves on. */
    String start() {
        try {
            server.start();
        } catch (Exception failure) {
            throw new CleanupException(
                    "cannot listen on " + connector.getHost() + ":" + connector.getPort() + " (HOST, PORT): "
                            + failure.getMessage(),
                    failure);
        }
        return "http://" + connector.getHost() + ":" + connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new CleanupException("the server did not stop: " + failure.getMessage(), failure);
        }
    }
}
