package dev.cleanup.servlet.internal.page;

import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A file as it is sent, plain and compressed. */
record StoredFile(Answer plain, Answer gzipped) {

    /** A file that never changes under its name. */
    static StoredFile forEver(String type, byte[] bytes) {
        return of(type, bytes, Map.of("Cache-Control", "public, max-age=31536000, immutable"));
    }

    /** A file that is asked for each time. */
    static StoredFile fresh(String type, byte[] bytes, Map<String, String> headers) {
        return of(type, bytes, headers);
    }

    private static StoredFile of(String type, byte[] bytes, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Vary", "Accept-Encoding");
        Answer plain = new Answer(200, type, all, false, Content.bytes(bytes));
        Answer gzipped = new Answer(200, type, all, false, Content.bytes(gzip(bytes))).with("Content-Encoding", "gzip");
        return new StoredFile(plain, gzipped);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new BestGzip(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        private BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(9);
        }
    }

    Answer answer(HttpServletRequest request) {
        boolean accepted = Collections.list(request.getHeaders("Accept-Encoding")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> coding.equals("gzip") || coding.matches("gzip;q=(1|0\\.\\d*[1-9]\\d*).*"));
        return accepted ? gzipped : plain;
    }
}
