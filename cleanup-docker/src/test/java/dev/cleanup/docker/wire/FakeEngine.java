package dev.cleanup.docker.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Speaks HTTP/1.1 on a Unix socket, TCP or TLS, remembers each request, and answers as a test says. Its connections stay open until told otherwise. */
final class FakeEngine implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final String NO_HTTP =
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400 Bad Request";

    private final String host;
    private final Function<Asked, Answer> answering;
    private final Closeable listener;
    private final Thread acceptor;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Waits for the next connection. */
    private interface Accepting {
        Wire accept() throws IOException;
    }

    /** Both directions of a connection. */
    private record Wire(InputStream in, OutputStream out, Closeable whole) {}

    private FakeEngine(String host, Function<Asked, Answer> answering, Closeable listener, Accepting accepting) {
        this.host = host;
        this.answering = answering;
        this.listener = listener;
        this.acceptor = daemon("fake-engine", () -> acceptAll(accepting));
    }

    static FakeEngine unix(Function<Asked, Answer> answering) {
        try {
            Path directory = Files.createTempDirectory("engine");
            Path socket = directory.resolve("docker.sock");
            // The last one goes first.
            directory.toFile().deleteOnExit();
            socket.toFile().deleteOnExit();
            return unix(socket, answering);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static FakeEngine unix(Path socket, Function<Asked, Answer> answering) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 100);
        return new FakeEngine("unix://" + socket, answering, server, () -> {
            SocketChannel channel = server.accept();
            return new Wire(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        });
    }

    static FakeEngine tcp(Function<Asked, Answer> answering) throws IOException {
        return tcp(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), answering);
    }

    static FakeEngine tls(SSLContext context, Function<Asked, Answer> answering) throws IOException {
        return tcp(
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress()),
                answering);
    }

    private static FakeEngine tcp(ServerSocket server, Function<Asked, Answer> answering) {
        return new FakeEngine("tcp://127.0.0.1:" + server.getLocalPort(), answering, server, () -> {
            Socket socket = server.accept();
            return new Wire(socket.getInputStream(), socket.getOutputStream(), socket);
        });
    }

    /** Where it is, as DOCKER_HOST has it. */
    String host() {
        return host;
    }

    /** All requests so far, in the order in which they came. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How many connections there were so far. */
    int connections() {
        return accepted.get();
    }

    /** How many connections there are now. */
    int open() {
        return connections.size();
    }

    /** What a test's answers threw, such as assertions that did not hold: nobody else would be told. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    void forget() {
        asked.clear();
    }

    private Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((one, failure) -> failures.add(failure));
        thread.start();
        return thread;
    }

    private void acceptAll(Accepting accepting) {
        try {
            while (true) {
                Wire wire = accepting.accept();
                connections.add(wire.whole());
                accepted.incrementAndGet();
                daemon("fake-connection", () -> converse(wire));
            }
        } catch (IOException closed) {
            end.countDown();
        }
    }

    private void converse(Wire wire) {
        try (Closeable whole = wire.whole()) {
            InputStream in = new BufferedInputStream(wire.in());
            OutputStream out = new BufferedOutputStream(wire.out(), 1 << 16);
            boolean open = true;
            while (open) {
                in.mark(1);
                if (in.read() == TLS_HANDSHAKE) {
                    out.write(NO_HTTP.getBytes(StandardCharsets.ISO_8859_1));
                    break;
                }
                in.reset();
                Asked request = read(in);
                asked.add(request);
                open = answering.apply(request).to(out, end);
                out.flush();
            }
            out.flush();
            connections.remove(whole);
        } catch (IOException | InterruptedException over) {
            connections.remove(wire.whole());
        }
    }

    private static Asked read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineEnds = 0;
        while (lineEnds < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the caller hung up");
            }
            head.write(next);
            lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
        }
        Asked request = Asked.head(head.toString(StandardCharsets.ISO_8859_1));
        int length = Integer.parseInt(request.headers().getOrDefault("content-length", "0"));
        return request.with(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** As when the engine is stopped: every connection breaks. */
    @Override
    public void close() {
        end.countDown();
        try {
            listener.close();
            // Until its thread knows, the kernel may still let somebody in.
            acceptor.join();
            for (Closeable connection : connections) {
                connection.close();
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
