package dev.cleanup.servlet.internal.http;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The body of an answer; written once. */
@FunctionalInterface
public interface Content {

    /** Writes it, piece by piece, so that a long list of findings is not in memory twice. */
    void write(OutputStream out, JsonProvider provider) throws IOException;

    /** One JSON value. */
    static Content json(Consumer<JsonGenerator> value) {
        return (out, provider) -> {
            Writer text = new EscapingWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            try (JsonGenerator json = provider.createGenerator(text)) {
                value.accept(json);
            } catch (JsonException failure) {
                if (failure.getCause() instanceof IOException lost) {
                    throw lost;
                }
                throw failure;
            }
        };
    }

    /** Lines of text. */
    static Content text(Consumer<Writer> lines) {
        return (out, provider) -> {
            try (Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                lines.accept(text);
            } catch (UncheckedIOException lost) {
                throw lost.getCause();
            }
        };
    }

    /** These bytes. */
    static Content bytes(byte[] all) {
        return (out, provider) -> out.write(all);
    }
}
