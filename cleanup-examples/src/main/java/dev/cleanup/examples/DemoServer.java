package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A web server like any other, in which servlets of this library are mounted beside whatever else it serves. */
final class DemoServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, withoutVersion());
    private final ServletContextHandler context = new ServletContextHandler("/");
    private final String setting;

    /** A server on this port, which the operator set by this name. */
    DemoServer(String host, int port, String setting) {
        this.setting = setting;
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(context);
    }

    private static HttpConnectionFactory withoutVersion() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    /** Mounts a servlet at all of these paths. */
    DemoServer mount(HttpServlet servlet, String... paths) {
        ServletHolder holder = new ServletHolder(servlet);
        List.of(paths).forEach(path -> context.addServlet(holder, path));
        return this;
    }

    /** Begins to serve; the address it serves on. */
    String start() {
        try {
            server.start();
        } catch (Exception failure) {
            throw new CleanupException(
                    "cannot listen on " + connector.getHost() + ":" + connector.getPort() + " (HOST, " + setting + "): "
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
