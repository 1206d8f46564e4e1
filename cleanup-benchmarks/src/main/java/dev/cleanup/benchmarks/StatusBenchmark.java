package dev.cleanup.benchmarks;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * How long the status takes over HTTP at a steady rate: two tasks, ten runs of 2,000 findings in the history, a token. Requests are sent when
 * they are due, whether or not the ones before are answered, and each time counts from when its request was due; so a stall counts for all that
 * wait for it.
 */
public final class StatusBenchmark {
    private static final String TOKEN = "a-token-of-the-benchmark-of-48-characters-at-most";
    private static final int FINDINGS = 1_000;
    private static final int RUNS = 10;

    private StatusBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rate = Integer.getInteger("rate", 200);
        int seconds = Integer.getInteger("seconds", 30);
        int rounds = Integer.getInteger("rounds", 3);
        try (CleanupService service = service()) {
            for (int i = 0; i < RUNS; i++) {
                service.run(RunRequest.dryRun());
            }
            Server server = serve(service);
            int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/cleanup/status"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .build();
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            int bytes = client.send(request, BodyHandlers.ofByteArray()).body().length;
            System.out.printf(
                    Locale.ROOT,
                    "%d requests/s for %d s, %d bytes each, %d processors%n",
                    rate,
                    seconds,
                    bytes,
                    Runtime.getRuntime().availableProcessors());
            measure(client, request, rate, seconds);
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("round %d  %s%n", round, measure(client, request, rate, seconds));
            }
            server.stop();
        }
    }

    private static CleanupService service() {
        return CleanupService.builder().task(task("bots")).task(task("results")).build();
    }

    private static CleanupTask task(String name) {
        Instant old = Instant.now().minus(Duration.ofDays(30));
        List<Resource> things = IntStream.range(0, FINDINGS)
                .mapToObj(i -> Resource.of(name + "-" + i, old.plusSeconds(i)))
                .toList();
        return CleanupTask.ofResources(
                name, () -> things, RetentionPolicy.keepFor("7d"), thing -> Removal.skipped("a benchmark"));
    }

    private static Server serve(CleanupService service) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        BearerTokens tokens =
                BearerTokens.builder().token("benchmark", Role.VIEWER, TOKEN).build();
        context.addServlet(
                new ServletHolder(
                        CleanupServlet.builder(service).authenticator(tokens).build()),
                "/cleanup/*");
        server.setHandler(context);
        server.start();
        return server;
    }

    private static String measure(HttpClient client, HttpRequest request, int rate, int seconds) {
        int count = rate * seconds;
        long[] nanos = new long[count];
        CompletableFuture<?>[] answers = new CompletableFuture<?>[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int index = i;
            long due = start + TimeUnit.SECONDS.toNanos(1) * i / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers[i] = client.sendAsync(request, BodyHandlers.ofByteArray()).thenAccept(response -> {
                if (response.statusCode() != 200) {
                    throw new IllegalStateException("status " + response.statusCode());
                }
                nanos[index] = System.nanoTime() - due;
            });
        }
        CompletableFuture.allOf(answers).join();
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms  p99 %.1f ms  max %.1f ms",
                nanos[count / 2] / 1e6,
                nanos[count * 99 / 100] / 1e6,
                nanos[count - 1] / 1e6);
    }
}
