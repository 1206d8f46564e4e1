package dev.cleanup.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a PostgreSQL, and cuts a connection when a text comes by. */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 65_536;

    private final ServerSocket server;
    private final int target;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);

    private TcpProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** When the connection is cut that says COMMIT next. */
    enum Cut {
        NEVER,

        /** The server does not hear of it. */
        BEFORE,

        /** The server does it, and the client does not hear of that. */
        AFTER
    }

    static TcpProxy to(int port) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        daemon(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts one connection, the next one that commits. */
    void cut(Cut when) {
        next.set(when);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
                daemon(link::up);
                daemon(link::down);
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection of the client and the one of the server that goes with it. */
    private final class Link {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean deaf;

        Link(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        private void up() {
            pass(client, upstream, this::commits);
        }

        private void down() {
            pass(upstream, client, text -> {
                if (deaf) {
                    cut();
                }
                return !deaf;
            });
        }

        /** Whether what the client says is passed on. */
        private boolean commits(String text) {
            if (!text.contains("COMMIT")) {
                return true;
            }
            Cut cut = next.getAndSet(Cut.NEVER);
            if (cut == Cut.BEFORE) {
                cut();
                return false;
            }
            deaf = cut == Cut.AFTER;
            return true;
        }

        private void pass(Socket from, Socket to, Filter filter) {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                int read = in.read(buffer);
                while (read >= 0 && filter.passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    out.write(buffer, 0, read);
                    out.flush();
                    read = in.read(buffer);
                }
            } catch (IOException broken) {
                cut();
            }
        }

        private void cut() {
            try {
                client.close();
                upstream.close();
            } catch (IOException ignored) {
                deaf = true;
            }
        }
    }

    private interface Filter {
        boolean passes(String text);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
