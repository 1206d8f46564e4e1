package dev.cleanup.servlet.mount;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, as an application embeds it. */
final class JettyHost implements Host {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final AtomicLong sessions = new AtomicLong();

    private JettyHost(String contextPath, Consumer<ServletContextHandler> setUp) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context =
                new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath, ServletContextHandler.SESSIONS);
        context.addEventListener(new HttpSessionListener() {
            @Override
            public void sessionCreated(HttpSessionEvent event) {
                sessions.incrementAndGet();
            }
        });
        setUp.accept(context);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Host with(HttpServlet servlet) {
        return new JettyHost("/app", context -> {
            context.addServlet(servlet, "/cleanup/*");
        });
    }

    static Host twice(HttpServlet servlet) {
        return new JettyHost("/app", context -> {
            ServletHolder holder = new ServletHolder(servlet);
            context.addServlet(holder, "/cleanup/*");
            context.addServlet(holder, "/api/cleanup/*");
        });
    }

    static Host at(Place place, HttpServlet servlet) {
        return new JettyHost(place.context(), context -> {
            ServletHolder holder = new ServletHolder(servlet);
            place.mappings().forEach(mapping -> context.addServlet(holder, mapping));
        });
    }

    static Host listening() {
        return new JettyHost("/app", context -> context.addEventListener(new CleanupMount()));
    }

    @Override
    public String version() {
        return Server.getVersion();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public long sessions() {
        return sessions.get();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
