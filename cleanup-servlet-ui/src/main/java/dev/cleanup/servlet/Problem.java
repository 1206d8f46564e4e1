package dev.cleanup.servlet;

import jakarta.json.stream.JsonGenerator;
import java.util.Map;

/** Why a request was not done, as RFC 9457 says it. Its words are ours and never those of an exception, which may hold internals. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;
    private final transient Map<String, String> members;

    private Problem(int status, String title, String detail, Map<String, String> headers, Map<String, String> members) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.headers = headers;
        this.members = members;
    }

    private static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, Map.of(), Map.of());
    }

    static Problem badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    static Problem unauthorized() {
        String detail = "Send a valid token as 'Authorization: Bearer …'.";
        return new Problem(401, "Unauthorized", detail, Map.of("WWW-Authenticate", "Bearer"), Map.of());
    }

    static Problem forbidden(String detail) {
        return of(403, "Forbidden", detail);
    }

    static Problem notFound() {
        return of(404, "Not Found", "There is nothing at this path.");
    }

    static Problem methodNotAllowed(String allowed) {
        String detail = "This path accepts " + allowed + ".";
        return new Problem(405, "Method Not Allowed", detail, Map.of("Allow", allowed), Map.of());
    }

    static Problem runInProgress(String runId) {
        String detail = "Another run is under way; wait until it ends or stop it.";
        return new Problem(409, "Conflict", detail, Map.of(), Map.of("run", runId));
    }

    static Problem internal(String reference) {
        String detail = "Something went wrong; the service's log says more under this reference.";
        return new Problem(500, "Internal Server Error", detail, Map.of(), Map.of("reference", reference));
    }

    static Problem unavailable(String reference) {
        String detail = "The service cannot do this now, because it is closed or cannot keep its history;"
                + " its log says more under this reference.";
        return new Problem(503, "Service Unavailable", detail, Map.of(), Map.of("reference", reference));
    }

    Answer answer() {
        return new Answer(status, "application/problem+json", headers, this::write);
    }

    private void write(JsonGenerator json) {
        json.writeStartObject()
                .write("type", "about:blank")
                .write("title", title)
                .write("status", status)
                .write("detail", String.valueOf(getMessage()));
        members.forEach(json::write);
        json.writeEnd();
    }
}
