package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet in a real server, on a free loopback port, with one token per role. */
final class Server implements AutoCloseable {
    static final String MOUNT = "/admin/cleanup";
    static final BearerTokens TOKENS = BearerTokens.builder()
            .token("vera", Role.VIEWER, secret(Role.VIEWER))
            .token("otto", Role.OPERATOR, secret(Role.OPERATOR))
            .token("ada", Role.ADMIN, secret(Role.ADMIN))
            .token("quinn", Role.QUERY, secret(Role.QUERY))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String context;
    private boolean checked = true;

    Server(CleanupOperations operations) {
        this(operations, TOKENS);
    }

    Server(CleanupOperations operations, Authenticator authenticator) {
        this("", MOUNT + "/*", operations, authenticator);
    }

    Server(String context, String mapping, CleanupOperations operations, Authenticator authenticator) {
        this(
                context,
                mapping,
                CleanupServlet.builder(operations).authenticator(authenticator).build());
    }

    Server(HttpServlet servlet) {
        this("", MOUNT + "/*", servlet);
    }

    Server(String context, String mapping, HttpServlet servlet) {
        this.context = context;
        ServletContextHandler handler = new ServletContextHandler(context.isEmpty() ? "/" : context);
        handler.addServlet(new ServletHolder(servlet), mapping);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(handler);
        try {
            jetty.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A server whose answers are not those of the description, because a test makes them up or another servlet is mounted. */
    Server unchecked() {
        checked = false;
        return this;
    }

    static String secret(Role role) {
        return role.name().toLowerCase(Locale.ROOT) + "-secret-of-more-than-32-characters";
    }

    static String bearer(Role role) {
        return "Bearer " + secret(role);
    }

    /** Sends a request without a body in this role's name; the path counts from the mount point. */
    Reply send(String method, String path, Role role, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = bearer(role);
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(method, path, all);
    }

    /** Sends a request without a body and with these headers only. */
    Reply send(String method, String path, String... headers) {
        return sendTo(MOUNT + path, method, "", headers);
    }

    /** Sends a JSON body in this role's name. */
    Reply sendJson(String path, Role role, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", bearer(role), "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return sendTo(MOUNT + path, "POST", body, all.toArray(String[]::new));
    }

    /** Sends a request to a path that counts from the context. */
    Reply sendTo(String path, String method, String body, String... headers) {
        URI uri = URI.create("http://127.0.0.1:" + port() + context.replace(" ", "%20") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            Reply reply = Reply.of(client.send(request.build(), BodyHandlers.ofString()));
            if (checked && path.startsWith(MOUNT)) {
                Contract.check(method, path.substring(MOUNT.length()), reply);
            }
            return reply;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    /** Sends these bytes as they are, and gives all that comes back until the server closes. */
    String sendRaw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    int port() {
        return connector.getLocalPort();
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
