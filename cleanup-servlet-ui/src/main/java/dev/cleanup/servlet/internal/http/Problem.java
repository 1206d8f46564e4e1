package dev.cleanup.servlet.internal.http;

import jakarta.json.stream.JsonGenerator;
import java.util.Map;

/** Why a request was not done, as RFC 9457 says it. Its words are ours and never those of an exception, which may hold internals. */
public final class Problem extends RuntimeException {
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

    public static Problem badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    public static Problem unauthorized() {
        String detail = "Send a valid token as 'Authorization: Bearer …'.";
        return new Problem(401, "Unauthorized", detail, Map.of("WWW-Authenticate", "Bearer"), Map.of());
    }

    public static Problem forbidden(String detail) {
        return of(403, "Forbidden", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "Not Found", detail);
    }

    public static Problem methodNotAllowed(String allowed) {
        String detail = "This path accepts " + allowed + ".";
        return new Problem(405, "Method Not Allowed", detail, Map.of("Allow", allowed), Map.of());
    }

    public static Problem runInProgress(String runId) {
        String detail = "Another run is under way; wait until it ends or stop it.";
        return new Problem(409, "Conflict", detail, Map.of(), Map.of("run", runId));
    }

    public static Problem conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    public static Problem tooLarge(String detail) {
        return of(413, "Content Too Large", detail);
    }

    public static Problem unsupportedMediaType(String detail) {
        return of(415, "Unsupported Media Type", detail);
    }

    public static Problem unprocessable(String detail) {
        return of(422, "Unprocessable Content", detail);
    }

    public static Problem tooManyRequests(String detail, long seconds) {
        Map<String, String> headers = Map.of("Retry-After", String.valueOf(seconds));
        return new Problem(429, "Too Many Requests", detail, headers, Map.of());
    }

    public static Problem notImplemented(String detail) {
        return of(501, "Not Implemented", detail);
    }

    public static Problem badGateway(String detail) {
        return of(502, "Bad Gateway", detail);
    }

    public static Problem gatewayTimeout(String detail) {
        return of(504, "Gateway Timeout", detail);
    }

    public static Problem internal(String reference) {
        String detail = "Something went wrong; the service's log says more under this reference.";
        return new Problem(500, "Internal Server Error", detail, Map.of(), Map.of("reference", reference));
    }

    public static Problem unavailable(String reference) {
        String detail = "The service cannot do this now: it is closed, or its history or what it cleans cannot be"
                + " reached; its log says more under this reference.";
        return new Problem(503, "Service Unavailable", detail, Map.of(), Map.of("reference", reference));
    }

    Answer answer() {
        return new Answer(status, "application/problem+json;charset=utf-8", headers, false, Content.json(this::write));
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
