package dev.cleanup.servlet;

import dev.cleanup.CleanupException;
import dev.cleanup.RunInProgressException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request through to its route, or says why not. Whoever is not authenticated learns nothing else. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Authenticator authenticator;
    private final Routes routes;

    Dispatcher(Authenticator authenticator, Routes routes) {
        this.authenticator = authenticator;
        this.routes = routes;
    }

    /** The answer to a request; every failure is one too. */
    Answer answer(HttpServletRequest request) {
        try {
            return dispatch(request);
        } catch (Problem problem) {
            return problem.answer();
        } catch (RunInProgressException busy) {
            return Problem.runInProgress(busy.runId()).answer();
        } catch (CleanupException refusal) {
            return Problem.unavailable(logged(request, refusal)).answer();
        } catch (RuntimeException | Error failure) {
            return failed(request, failure);
        }
    }

    /** The answer to a request that failed for a reason that is not the caller's to know; the log has it. */
    Answer failed(HttpServletRequest request, Throwable failure) {
        return Problem.internal(logged(request, failure)).answer();
    }

    private Answer dispatch(HttpServletRequest request) {
        Caller caller = authenticate(request).orElseThrow(() -> {
            LOG.warn("{}: refused, no valid credentials, from {}", line(request), request.getRemoteAddr());
            return Problem.unauthorized();
        });
        Route route = routes.find(request.getMethod(), path(request));
        boolean safe = SAFE_METHODS.contains(request.getMethod());
        if (!safe) {
            refuseOtherSites(request, caller);
        }
        Query query = Query.parse(request.getQueryString(), route.parameters());
        Role needed = route.permission().apply(query);
        if (!caller.role().covers(needed)) {
            throw forbidden(request, caller, "This needs the role " + words(needed) + ".");
        }
        if (!safe) {
            refuseBody(request);
        }
        return route.handler().apply(new Call(caller, query));
    }

    private Optional<Caller> authenticate(HttpServletRequest request) {
        try {
            return Objects.requireNonNull(authenticator.authenticate(request), "the authenticator returned null");
        } catch (RuntimeException | Error failure) {
            LOG.error("{}: the authenticator failed", line(request), withoutMessage(failure));
            return Optional.empty();
        }
    }

    /** Where it was thrown and what it is; its message may quote the credentials. */
    private static Exception withoutMessage(Throwable failure) {
        Exception known = new Exception(failure.getClass().getName());
        known.setStackTrace(failure.getStackTrace());
        return known;
    }

    /** The path below the mount point; where the container was told no path to mount at, it is the whole path. */
    private static String path(HttpServletRequest request) {
        MappingMatch match = request.getHttpServletMapping().getMappingMatch();
        boolean wholePath = match == MappingMatch.DEFAULT || match == MappingMatch.EXTENSION;
        String path = wholePath ? request.getServletPath() : request.getPathInfo();
        return path == null || path.equals("/") ? "" : path;
    }

    /** Browsers say where a request comes from. Other clients do not, and need no protection: nobody can make them send one. */
    private static void refuseOtherSites(HttpServletRequest request, Caller caller) {
        for (String site : Collections.list(request.getHeaders("Sec-Fetch-Site"))) {
            if (!OWN_SITES.contains(site)) {
                throw forbidden(request, caller, "Requests from other sites are refused.");
            }
        }
    }

    /** A body would be ignored, and with it a plan that somebody put there: an apply would become an execute. */
    private static void refuseBody(HttpServletRequest request) {
        try {
            long length = request.getContentLengthLong();
            if (length > 0 || (length < 0 && request.getInputStream().read() >= 0)) {
                throw Problem.badRequest("Send parameters in the query string, and no body.");
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static Problem forbidden(HttpServletRequest request, Caller caller, String detail) {
        LOG.warn("{}: refused for {} ({}). {}", line(request), caller.name(), caller.role(), detail);
        return Problem.forbidden(detail);
    }

    private static String logged(HttpServletRequest request, Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{}: failed, reference {}", line(request), reference, failure);
        return reference;
    }

    private static String line(HttpServletRequest request) {
        return Printable.clean(request.getMethod() + " " + request.getRequestURI());
    }

    private static String words(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
