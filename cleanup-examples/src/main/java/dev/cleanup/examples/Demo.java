package dev.cleanup.examples;

import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the bot system with its cleanup: {@code java -jar cleanup-demo.jar}. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final HikariDataSource database;
    private final CleanupService cleanup;
    private final DemoServer server;

    Demo(DemoSettings settings) {
        database = BotDatabase.open(settings);
        try {
            cleanup = BotCleanup.service(database, settings);
            server = new DemoServer(cleanup, settings);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    /** Begins to serve and to run on the schedule; the address it serves on. */
    String start() {
        String address = server.start();
        cleanup.start();
        return address;
    }

    @Override
    public void close() {
        // First, so that nothing more is removed, and whoever waits for a run gets its answer.
        cleanup.close();
        server.close();
        database.close();
    }

    public static void main(String[] arguments) {
        // The PostgreSQL driver logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            DemoSettings settings = DemoSettings.fromEnvironment(System.getenv());
            Demo demo = new Demo(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "cleanup-demo-shutdown"));
            LOG.info("{}", greeting(demo.start(), settings.token()));
        } catch (CleanupException failure) {
            LOG.error("cleanup-demo does not start: {}", failure.getMessage());
            System.exit(1);
        }
    }

    private static String greeting(String address, String token) {
        return String.join(
                "\n",
                List.of(
                        "the bot system is up and cleans itself",
                        "",
                        "  address  " + address + "/admin/cleanup",
                        "  token    " + token,
                        "",
                        "What would go (changes nothing):",
                        "  curl -X POST '" + address + "/admin/cleanup?dry_run=true' -H 'Authorization: Bearer " + token
                                + "'",
                        "",
                        "Remove it:",
                        "  curl -X POST '" + address + "/admin/cleanup?dry_run=false' -H 'Authorization: Bearer "
                                + token + "'",
                        ""));
    }
}
