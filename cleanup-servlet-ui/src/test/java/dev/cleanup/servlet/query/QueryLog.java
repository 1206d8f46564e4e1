package dev.cleanup.servlet.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was logged since a moment. */
final class QueryLog {
    private static final Path FILE = Path.of("target/test.log");

    private final int start = all().length();

    String since() {
        return all().substring(start);
    }

    private static String all() {
        try {
            return Files.exists(FILE) ? new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
