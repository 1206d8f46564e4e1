package dev.cleanup.docker.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an engine does with a request, down to the bytes. */
@FunctionalInterface
interface Answer {

    /**
     * Writes to the connection.
     *
     * @param end comes down when the engine closes
     * @return whether the connection stays open
     */
    boolean to(OutputStream out, CountDownLatch end) throws IOException, InterruptedException;

    /** JSON, or what is to look like it, with its length said beforehand. */
    static Answer json(int status, String body) {
        return (out, end) -> write(out, head(status, "Content-Length: " + bytes(body).length) + body);
    }

    static Answer ok(String body) {
        return json(200, body);
    }

    /** To a ping, with this in its head. */
    static Answer ping(String headers) {
        return raw("HTTP/1.1 200 OK\r\n" + headers + "\r\nContent-Length: 2\r\n\r\nOK");
    }

    /** An error in the engine's own form. */
    static Answer error(int status, String message) {
        return json(status, "{\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
    }

    /** No body at all, as of a removal that was done. */
    static Answer nothing(int status) {
        return (out, end) -> write(out, head(status, status == 204 ? "X-Empty: yes" : "Content-Length: 0"));
    }

    /** The same as {@link #ok}, a few bytes at a time. */
    static Answer chunked(String body) {
        return (out, end) -> {
            write(out, head(200, "Transfer-Encoding: chunked"));
            byte[] all = bytes(body);
            for (int from = 0; from < all.length; from += 1_000) {
                int size = Math.min(1_000, all.length - from);
                write(out, Integer.toHexString(size) + "\r\n");
                out.write(all, from, size);
                write(out, "\r\n");
            }
            return write(out, "0\r\n\r\n");
        };
    }

    /** Nothing, for as long as the engine is there. */
    static Answer hang() {
        return (out, end) -> {
            end.await();
            return false;
        };
    }

    /** The beginning of an answer, and then nothing for as long as the engine is there. */
    static Answer hangWithin(String part) {
        return (out, end) -> {
            write(out, head(200, "Content-Length: 100000") + part);
            end.await();
            return false;
        };
    }

    /** A byte now and then, so that there is always something to read and never an end. */
    static Answer drip(String part) {
        return (out, end) -> {
            write(out, head(200, "Content-Length: 100000") + part);
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                write(out, " ");
            }
            return false;
        };
    }

    /** A head of which there is always one more byte, and never an end. */
    static Answer drippingHead() {
        return (out, end) -> {
            write(out, "HTTP/1.1 200 OK\r\nX-Long: ");
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
                write(out, "x");
            }
            return false;
        };
    }

    /** The connection ends without a word. */
    static Answer cut() {
        return (out, end) -> false;
    }

    /** The connection ends in the middle of a body. */
    static Answer cutWithin(String part) {
        return (out, end) -> {
            write(out, head(200, "Content-Length: 100000") + part);
            return false;
        };
    }

    /** These bytes instead of an answer, and the connection ends. */
    static Answer garbage(String text) {
        return (out, end) -> {
            write(out, text);
            return false;
        };
    }

    /** These bytes, and the connection stays open. */
    static Answer raw(String text) {
        return (out, end) -> write(out, text);
    }

    /** Does something first, such as letting a test know. */
    default Answer after(Runnable first) {
        return (out, end) -> {
            first.run();
            return to(out, end);
        };
    }

    /** The same, and the connection ends behind it. */
    default Answer last() {
        return (out, end) -> {
            to(out, end);
            return false;
        };
    }

    private static boolean write(OutputStream out, String text) throws IOException {
        out.write(bytes(text));
        out.flush();
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String head(int status, String header) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n";
    }
}
