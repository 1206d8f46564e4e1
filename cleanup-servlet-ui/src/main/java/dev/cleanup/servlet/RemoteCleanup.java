package dev.cleanup.servlet;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.api.Endpoint;
import dev.cleanup.servlet.internal.http.Front;
import dev.cleanup.servlet.internal.page.PageFiles;
import dev.cleanup.servlet.internal.remote.RemoteHandlers;
import dev.cleanup.servlet.internal.remote.Upstream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page and the API in a process of its own, in front of services that run elsewhere: a dashboard. Has the same routes as
 * {@link CleanupServlet}; each also takes {@code service=ID}, the first service when absent.
 *
 * <pre>{@code
 * RemoteCleanup.builder()
 *         .service("bots", URI.create("http://bots.internal:3001/admin/cleanup"), botsToken)
 *         .authenticator(tokens)
 *         .build(); // map it to /cleanup/* and /api/cleanup/*
 * }</pre>
 *
 * <p>A request goes to a service that was set up here, chosen by its id, and to nothing else: its address and its token come from the set-up, its
 * path and parameters from the table of routes, no redirect is followed, and no header of the browser is passed on. The history of the service
 * names this dashboard's token and the person who asked. Who may do what is decided here, and again by the service for the dashboard's token.
 */
public final class RemoteCleanup extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Front front;

    private RemoteCleanup(Front front) {
        this.front = front;
    }

    /** Begins to set up a dashboard. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        front.serve(request, response);
    }

    /** Sets up a {@link RemoteCleanup}. Not safe for use by several threads. */
    public static final class Builder {
        /** How long a service may take to answer, but for a run that is waited for. */
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

        /** How long a run that is waited for may take. */
        public static final Duration DEFAULT_RUN_TIMEOUT = Duration.ofMinutes(65);

        private static final Duration LONGEST = Duration.ofHours(24);

        private final Map<String, Upstream> services = new LinkedHashMap<>();
        private final AccessSettings access = new AccessSettings();
        private Duration timeout = DEFAULT_TIMEOUT;
        private Duration runTimeout = DEFAULT_RUN_TIMEOUT;

        private Builder() {}

        /**
         * Adds a service; at least one is required, and the first is shown first.
         *
         * @param id what the page calls it: 1 to 64 letters, digits, dots, hyphens and underscores
         * @param base where its {@link CleanupServlet} is mapped, such as {@code http://localhost:3001/admin/cleanup}
         * @param token a bearer token that the service accepts; what its roles do not cover, nobody can do through this dashboard
         */
        public Builder service(String id, URI base, String token) {
            if (services.putIfAbsent(id, Upstream.of(id, base, token)) != null) {
                throw new ConfigurationException("service", id, "there is a service of this id already");
            }
            return this;
        }

        /** Who is let in; required, and there is no default. */
        public Builder authenticator(Authenticator who) {
            access.authenticator(who);
            return this;
        }

        /** When true nothing can be changed through this dashboard, by anybody; false by default. */
        public Builder readOnly(boolean only) {
            access.readOnly(only);
            return this;
        }

        /** The sites that may show the page in a frame, such as {@code https://dashboards.example}; none by default. */
        public Builder frameAncestors(String... origins) {
            access.frameAncestors(origins);
            return this;
        }

        /** How long a service may take to answer; 10 seconds by default, 5 seconds of them to connect. */
        public Builder timeout(Duration span) {
            timeout = checked("timeout", span);
            return this;
        }

        /** How long a run may take that is waited for; 65 minutes by default, a little more than a run's own deadline. */
        public Builder runTimeout(Duration span) {
            runTimeout = checked("runTimeout", span);
            return this;
        }

        private static Duration checked(String setting, Duration span) {
            if (span.isZero() || span.isNegative() || span.compareTo(LONGEST) > 0) {
                throw new ConfigurationException(setting, span, "accepted is more than zero and at most 24 hours");
            }
            return span;
        }

        /**
         * The servlet, to be mapped by the application.
         *
         * @throws ConfigurationException when there is no service or no authenticator
         */
        public RemoteCleanup build() {
            if (services.isEmpty()) {
                throw new ConfigurationException("services", "none", "accepted is at least one service");
            }
            RemoteHandlers handlers = new RemoteHandlers(services, access.readOnly(), timeout, runTimeout);
            return new RemoteCleanup(new Front(
                    access.authenticator(),
                    new PageFiles(access.frameAncestors()),
                    Endpoint.routes(handlers::handler, List.of(RemoteHandlers.SERVICE)),
                    access.readOnly()));
        }
    }
}
