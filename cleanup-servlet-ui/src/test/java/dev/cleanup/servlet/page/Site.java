package dev.cleanup.servlet.page;

import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.Role;
import jakarta.servlet.http.HttpServlet;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server of an application with the page in it, which can go away and come back at the same address. */
final class Site implements AutoCloseable {
    static final String MOUNT = "/cleanup/";

    /** One of each: vera looks, otto operates, ada administrates. */
    static final Authenticator TOKENS = BearerTokens.builder()
            .token("vera", Role.VIEWER, token(Role.VIEWER))
            .token("otto", Role.OPERATOR, token(Role.OPERATOR))
            .token("ada", Role.ADMIN, token(Role.ADMIN))
            .build();

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ServletContextHandler context = new ServletContextHandler("/");

    Site() {
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
    }

    static String token(Role role) {
        return role.name().toLowerCase(Locale.ROOT) + "-token-of-more-than-32-characters";
    }

    /** Adds a servlet; what is added before the start is there after each start. */
    Site with(String mapping, HttpServlet servlet) {
        context.addServlet(new ServletHolder(servlet), mapping);
        return this;
    }

    String url() {
        return url(MOUNT);
    }

    String url(String path) {
        return "http://127.0.0.1:" + connector.getPort() + path;
    }

    void start() {
        try {
            jetty.start();
            connector.setPort(connector.getLocalPort());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
