package dev.cleanup.servlet.internal.http;

import dev.cleanup.servlet.Authenticator;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves requests: what every servlet of this library does. Safe for use by several threads. */
public final class Front {
    private final Dispatcher dispatcher;
    private final Sender sender;

    /** See {@link Dispatcher}. */
    public Front(Authenticator authenticator, OpenFiles files, Routes routes, boolean readOnly) {
        // Looked up once: the look-up is slow, and depends on the thread's class loader.
        JsonProvider provider = JsonProvider.provider();
        Gate gate = new Gate(authenticator, new LoginThrottle(System::nanoTime));
        this.dispatcher = new Dispatcher(gate, files, routes, readOnly, new JsonBody(provider));
        this.sender = new Sender(provider);
    }

    /** Answers one request. */
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = dispatcher.answer(request);
        try {
            sender.send(answer, request, response);
        } catch (RuntimeException | Error failure) {
            Answer failed = dispatcher.failed(request, failure);
            if (response.isCommitted()) {
                // Cut off, so that the part that was sent does not pass for the whole.
                throw new IOException("the answer could not be written to its end");
            }
            response.resetBuffer();
            sender.send(failed, request, response);
        }
    }
}
