package dev.cleanup.servlet.internal.http;

import dev.cleanup.CleanupException;
import dev.cleanup.RunInProgressException;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request through to its route, or says why not. Whoever is not authenticated learns nothing else. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private final Gate gate;
    private final OpenFiles files;
    private final Routes routes;
    private final boolean readOnly;
    private final JsonBody bodies;

    /**
     * A dispatcher.
     *
     * @param gate who is let in
     * @param files what anybody may see
     * @param routes what those may ask for who are let in
     * @param readOnly whether nothing may be changed, by anybody
     */
    Dispatcher(Gate gate, OpenFiles files, Routes routes, boolean readOnly, JsonBody bodies) {
        this.gate = gate;
        this.files = files;
        this.routes = routes;
        this.readOnly = readOnly;
        this.bodies = bodies;
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
        String path = path(request);
        boolean safe = SAFE_METHODS.contains(request.getMethod());
        if (safe) {
            Optional<Answer> file = files.find(path, request);
            if (file.isPresent()) {
                return file.get();
            }
        }
        Caller caller = gate.caller(request);
        Route route = routes.find(request.getMethod(), path);
        if (!safe) {
            refuseChange(request, caller);
        }
        Query query = Query.parse(request.getQueryString(), route.parameters());
        Optional<JsonObject> body = safe ? Optional.empty() : bodies.read(request, route.takesBody());
        Call call = new Call(caller, route.match(path).orElse(""), query, body, request);
        Role needed = route.permission().apply(call);
        if (!caller.may(needed)) {
            throw forbidden(request, caller, "This needs the role " + words(needed) + ".");
        }
        return route.handler().answer(call);
    }

    private void refuseChange(HttpServletRequest request, Caller caller) {
        if (readOnly) {
            throw forbidden(request, caller, "Nothing can be changed here: it is set to read only.");
        }
        if (SiteGuard.foreign(request)) {
            throw forbidden(request, caller, "Requests from other sites are refused.");
        }
    }

    /** The path below the mount point; where the container was told no path to mount at, it is the whole path. */
    static String path(HttpServletRequest request) {
        MappingMatch match = request.getHttpServletMapping().getMappingMatch();
        boolean wholePath = match == MappingMatch.DEFAULT || match == MappingMatch.EXTENSION;
        String path = wholePath ? request.getServletPath() : request.getPathInfo();
        return path == null || path.equals("/") ? "" : path;
    }

    private static Problem forbidden(HttpServletRequest request, Caller caller, String detail) {
        LOG.warn("{}: refused for {} {}. {}", line(request), caller.name(), caller.roles(), detail);
        return Problem.forbidden(detail);
    }

    private static String logged(HttpServletRequest request, Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{}: failed, reference {}", line(request), reference, failure);
        return reference;
    }

    /** The request in one line of a log. */
    static String line(HttpServletRequest request) {
        return Printable.clean(request.getMethod() + " " + request.getRequestURI());
    }

    private static String words(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
