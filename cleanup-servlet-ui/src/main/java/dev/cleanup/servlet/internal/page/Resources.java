package dev.cleanup.servlet.internal.page;

import dev.cleanup.servlet.internal.http.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/** Reads what is in this jar. */
final class Resources {
    private static final int HASH_BYTES = 8;

    private Resources() {}

    static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("the jar of cleanup-servlet-ui is incomplete: " + name, broken);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A short name for these contents. */
    static String hash(Collection<byte[]> contents) {
        byte[] hash = Sha256.of(contents.toArray(byte[][]::new));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
    }
}
