package dev.cleanup.benchmarks;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.retention.RetentionPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Removing stopped containers: by the library, by the engine's own prune with the same label, and by {@code docker rm}, in turn on one engine,
 * the one at {@code DOCKER_HOST}. Prune is asked for over the API, so that no start of a command counts against it. {@code -Dcontainers=200
 * -Drounds=5 -Dwarmups=1 -Dstarted=false -Dways=LIBRARY,PRUNE,RM,RM_EACH}
 */
public final class DockerBenchmark {
    private static final int CONTAINERS = Integer.getInteger("containers", 200);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    /** Rounds that do not count, of containers that were made only. */
    private static final int WARM_UPS = Integer.getInteger("warmups", 1);

    /** Whether they ran once, rather than were made only. */
    private static final boolean STARTED = Boolean.getBoolean("started");

    private static final String LABEL = "cleanup.benchmark";
    private static final String VALUE = "1";
    private static final String FILTERS =
            URLEncoder.encode("{\"label\":[\"" + LABEL + "=" + VALUE + "\"]}", StandardCharsets.UTF_8);

    private enum Way {
        LIBRARY,
        PRUNE,
        RM,
        RM_EACH
    }

    /** Which of the ways; docker rm for each container takes by far the longest. */
    private static final List<Way> WAYS = Stream.of(
                    System.getProperty("ways", "LIBRARY,PRUNE,RM,RM_EACH").split(",", 0))
            .map(Way::valueOf)
            .toList();

    private final DockerHttpClient client;
    private final DockerEngine engine;

    private DockerBenchmark(DockerHttpClient client, DockerEngine engine) {
        this.client = client;
        this.engine = engine;
    }

    public static void main(String[] arguments) throws Exception {
        URI address = URI.create(System.getenv("DOCKER_HOST"));
        try (DockerHttpClient client = new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address)
                        .build();
                DockerEngine engine = DockerEngine.fromEnvironment()) {
            DockerBenchmark benchmark = new DockerBenchmark(client, engine);
            for (int round = 0; round < WARM_UPS; round++) {
                for (Way way : WAYS) {
                    benchmark.measure(way, false);
                }
            }
            benchmark.rounds();
        }
    }

    private void rounds() throws Exception {
        Map<Way, List<Double>> taken = new EnumMap<>(Way.class);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Way way : WAYS) {
                taken.computeIfAbsent(way, unseen -> new ArrayList<>()).add(measure(way, STARTED));
            }
            int last = round - 1;
            System.out.printf(Locale.ROOT, "round %d:", round);
            taken.forEach((way, seconds) -> System.out.printf(Locale.ROOT, " %s %.3f s;", way, seconds.get(last)));
            System.out.println();
        }
        double prune = median(taken.get(Way.PRUNE));
        taken.forEach((way, seconds) -> System.out.printf(
                Locale.ROOT, "%s: median %.3f s, %.2f of prune's%n", way, median(seconds), median(seconds) / prune));
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private double measure(Way way, boolean started) throws Exception {
        List<String> names = IntStream.range(0, CONTAINERS)
                .mapToObj(index -> "bench-" + index)
                .toList();
        names.parallelStream().forEach(name -> create(name, started));
        if (started) {
            awaitStopped();
        }
        long start = System.nanoTime();
        switch (way) {
            case LIBRARY -> byLibrary();
            case PRUNE -> send(Method.POST, "/containers/prune?filters=" + FILTERS, "");
            case RM -> remove(names);
            case RM_EACH -> {
                for (String name : names) {
                    remove(List.of(name));
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!send(Method.GET, "/containers/json?all=1&filters=" + FILTERS, "")
                .strip()
                .equals("[]")) {
            throw new IllegalStateException(way + " left containers");
        }
        return seconds;
    }

    /** A whole run as a schedule has it: the survey, the removal, and the records of both. */
    private void byLibrary() {
        try (CleanupService service = CleanupService.builder()
                .task(DockerCleanup.containers(engine)
                        .label(LABEL, VALUE)
                        .policy(RetentionPolicy.keepFor(Duration.ofMillis(1)))
                        .build())
                .build()) {
            CleanupRun run = service.run(RunRequest.execute());
            if (run.status() != RunStatus.SUCCEEDED
                    || run.tasks().get(0).tally().removed() != CONTAINERS) {
                throw new IllegalStateException(run.toString());
            }
        }
    }

    private static void remove(List<String> names) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "rm"));
        command.addAll(names);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("docker rm failed");
        }
    }

    private void create(String name, boolean started) {
        send(
                Method.POST,
                "/containers/create?name=" + name,
                "{\"Image\":\"cleanup-test:1\",\"Cmd\":[\"true\"],\"Labels\":{\"" + LABEL + "\":\"" + VALUE
                        + "\"},\"HostConfig\":{\"NetworkMode\":\"none\"}}");
        if (started) {
            send(Method.POST, "/containers/" + name + "/start", "");
        }
    }

    private void awaitStopped() {
        String running = URLEncoder.encode(
                "{\"status\":[\"running\"],\"label\":[\"" + LABEL + "=" + VALUE + "\"]}", StandardCharsets.UTF_8);
        while (!send(Method.GET, "/containers/json?filters=" + running, "")
                .strip()
                .equals("[]")) {
            Thread.onSpinWait();
        }
    }

    private String send(Method method, String path, String body) {
        Request request = Request.builder()
                .method(method)
                .path(path)
                .putHeader("Content-Type", "application/json")
                .body(body.isEmpty() ? null : new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (DockerHttpClient.Response response = client.execute(request)) {
            String answer = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
            if (response.getStatusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.getStatusCode() + " " + answer);
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
