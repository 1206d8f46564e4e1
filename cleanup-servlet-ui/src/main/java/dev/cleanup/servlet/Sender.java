package dev.cleanup.servlet;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends answers, piece by piece as they are written, so that a long list of findings is not in memory twice. */
final class Sender {
    /** On every answer: not to be kept, guessed at, linked from or framed, and nothing in it may run. No CORS header, so no other site may read it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    /** Looked up once: the look-up is slow, and depends on the thread's class loader. */
    private final JsonProvider provider = JsonProvider.provider();

    void send(Answer answer, HttpServletResponse response) throws IOException {
        HEADERS.forEach(response::setHeader);
        answer.headers().forEach(response::setHeader);
        response.setStatus(answer.status());
        response.setContentType(answer.type() + ";charset=utf-8");
        Writer out = new EscapingWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try (JsonGenerator json = provider.createGenerator(out)) {
            answer.body().accept(json);
        } catch (JsonException failure) {
            if (failure.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw failure;
        }
    }
}
