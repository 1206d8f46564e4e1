package dev.cleanup.servlet.internal.http;

import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends answers. */
final class Sender {
    /** On every answer: not to be kept, guessed at, linked from or framed, and nothing in it may run. No CORS header, so no other site may read it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Robots-Tag", "noindex",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private static final int TAG_BYTES = 16;

    private final JsonProvider provider;

    Sender(JsonProvider provider) {
        this.provider = provider;
    }

    void send(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        HEADERS.forEach(response::setHeader);
        answer.headers().forEach(response::setHeader);
        if (answer.tagged()) {
            sendTagged(answer, request, response);
        } else {
            response.setStatus(answer.status());
            response.setContentType(answer.type());
            answer.content().write(response.getOutputStream(), provider);
        }
    }

    /** What the caller has already is not sent again. */
    private void sendTagged(Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        answer.content().write(buffer, provider);
        byte[] body = buffer.toByteArray();
        String tag = tag(body);
        response.setHeader("ETag", tag);
        if (known(request).contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setStatus(answer.status());
        response.setContentType(answer.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Set<String> known(HttpServletRequest request) {
        List<String> tags = Collections.list(request.getHeaders("If-None-Match")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                // A proxy that compresses an answer marks its tag as weak.
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .toList();
        return Set.copyOf(tags);
    }

    private static String tag(byte[] body) {
        byte[] hash = Arrays.copyOf(Sha256.of(body), TAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    }
}
