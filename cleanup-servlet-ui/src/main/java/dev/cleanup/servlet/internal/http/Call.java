package dev.cleanup.servlet.internal.http;

import dev.cleanup.servlet.Caller;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A request of somebody who is known.
 *
 * @param caller whose it is
 * @param id what stands in the path where the route has {@code {id}}; empty otherwise
 * @param query its parameters
 * @param body its body; empty when it has none
 * @param request for its headers
 */
public record Call(Caller caller, String id, Query query, Optional<JsonObject> body, HttpServletRequest request) {

    /**
     * A header that is given at most once.
     *
     * @throws Problem 400 when it is given more than once
     */
    public Optional<String> header(String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw Problem.badRequest("The header " + name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    /** A path below the mount point, as the caller has to follow it: relative to the request. */
    public String relative(String path) {
        String here = Dispatcher.path(request);
        String uri = request.getRequestURI();
        if (here.isEmpty() && request.getPathInfo() == null && !uri.endsWith("/")) {
            return "./" + uri.substring(uri.lastIndexOf('/') + 1) + "/" + path;
        }
        long folders = here.chars().filter(c -> c == '/').count() - 1;
        return "../".repeat((int) Math.max(0, folders)) + path;
    }
}
