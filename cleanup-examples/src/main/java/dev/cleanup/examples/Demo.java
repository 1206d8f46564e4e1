package dev.cleanup.examples;

import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.micrometer.CleanupMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the bot system with its cleanup: {@code java -jar cleanup-demo.jar}. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final HikariDataSource database;
    private final DockerEngine engine;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CleanupMetrics metrics = new CleanupMetrics(registry);
    private final CleanupService cleanup;
    private final DemoHttp http;

    Demo(DemoSettings settings) {
        this(settings, InstantSource.system());
    }

    /** With a clock of the test's own. */
    Demo(DemoSettings settings, InstantSource clock) {
        engine = settings.dockerHost()
                .map(host -> DockerEngine.builder().host(host).build())
                .orElseGet(DockerEngine::fromEnvironment);
        database = BotDatabase.open(settings);
        try {
            cleanup = BotCleanup.service(database, engine, settings)
                    .clock(clock)
                    .listener(metrics)
                    .build();
            metrics.bindTo(cleanup);
            http = new DemoHttp(cleanup, registry, BotQueries.of(database, settings), settings);
        } catch (RuntimeException failure) {
            metrics.close();
            database.close();
            engine.close();
            throw failure;
        }
    }

    /** Begins to serve and to run on the schedule, after a first look, so that the page has something to show. */
    DemoHttp.Addresses start() {
        firstLook();
        DemoHttp.Addresses addresses = http.start();
        cleanup.start();
        return addresses;
    }

    private void firstLook() {
        try {
            cleanup.run(RunRequest.dryRun().requestedBy("demo"));
        } catch (RunInProgressException elsewhere) {
            LOG.info("no first look: {}", elsewhere.getMessage());
        }
    }

    @Override
    public void close() {
        // First, so that nothing more is removed, and whoever waits for a run gets its answer.
        cleanup.close();
        http.close();
        metrics.close();
        database.close();
        engine.close();
    }

    public static void main(String[] arguments) {
        // The PostgreSQL driver logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            DemoSettings settings = DemoSettings.fromEnvironment(System.getenv());
            Demo demo = new Demo(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "cleanup-demo-shutdown"));
            LOG.info("{}", greeting(demo.start(), settings));
        } catch (CleanupException failure) {
            LOG.error("cleanup-demo does not start: {}", failure.getMessage());
            System.exit(1);
        }
    }

    private static String greeting(DemoHttp.Addresses addresses, DemoSettings settings) {
        String token = settings.tokenIsGiven() ? "$CLEANUP_TOKEN" : settings.token();
        String address = addresses.service() + "/admin/cleanup";
        String header = "-H \"Authorization: Bearer " + token + "\"";
        return String.join(
                "\n",
                List.of(
                        "the bot system is up and cleans itself",
                        "",
                        "  page       " + addresses.service() + "/cleanup/",
                        "  dashboard  "
                                + addresses
                                        .dashboard()
                                        .map(each -> each + "/cleanup/")
                                        .orElse("none"),
                        "  metrics    " + addresses.service() + "/metrics",
                        "  address    " + address,
                        "  token      " + token,
                        "",
                        "What would go (changes nothing):",
                        "  curl -X POST '" + address + "?dry_run=true' " + header,
                        "",
                        "Remove it:",
                        "  curl -X POST '" + address + "?dry_run=false' " + header,
                        ""));
    }
}
