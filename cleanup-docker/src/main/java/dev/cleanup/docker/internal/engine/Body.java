package dev.cleanup.docker.internal.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * The body of an answer, whose reader heeds interrupts also where the socket does not: an engine that always sends a little more would keep it
 * for ever. Closing it reads nothing more; whoever closes the response gives up the connection when something is left.
 */
final class Body extends FilterInputStream {

    Body(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        heedInterrupts();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        heedInterrupts();
        return super.read(buffer, offset, length);
    }

    private static void heedInterrupts() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while an answer was read");
        }
    }

    @Override
    public void close() {
        // The stream below would read to its end first.
    }
}
