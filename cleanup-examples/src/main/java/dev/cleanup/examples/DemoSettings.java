package dev.cleanup.examples;

import dev.cleanup.CleanupSettings;
import dev.cleanup.ConfigurationException;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.Role;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The demo's settings, from environment variables.
 *
 * @param host the address it listens on
 * @param port the port it listens on; 0 picks a free one
 * @param token the administrator's bearer token
 * @param tokenIsGiven whether the operator set it, and it is therefore nobody else's to see
 * @param databaseUrl where the bots and results are
 * @param databaseUser who reads and cleans them
 * @param databasePassword the password
 * @param databaseZone the zone of timestamps that are stored without one
 * @param dashboardPort the port the dashboard listens on, when it is given; the one after {@code port} otherwise
 * @param environment what the page calls this environment
 * @param queries whether and how the database may be asked over HTTP
 * @param node what this node is called; when it is given, schedule and history are in the database, for several nodes
 * @param containers how long a stopped container of a bot that is gone stays
 * @param dockerHost the Docker Engine that the operator named
 * @param cleanup the library's own settings
 */
record DemoSettings(
        String host,
        int port,
        String token,
        boolean tokenIsGiven,
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        ZoneId databaseZone,
        Optional<Integer> dashboardPort,
        String environment,
        Optional<Queries> queries,
        Optional<String> node,
        KeepFor containers,
        Optional<String> dockerHost,
        CleanupSettings cleanup) {
    static final String EMBEDDED_URL = "jdbc:h2:file:./target/cleanup-demo";

    private static final String RETENTION_OF_OLD = "BOT_RETENTION_DAYS";
    private static final String CONTAINER_RETENTION = "CONTAINER_RETENTION";
    private static final String TOKEN = "CLEANUP_TOKEN";
    private static final String QUERY_TOKEN = "QUERY_TOKEN";
    private static final int TOKEN_BYTES = 24;
    private static final int MOST_PORTS = 65_535;

    /**
     * How the database may be asked over HTTP.
     *
     * @param token the bearer token that it takes
     * @param user who asks ad-hoc SQL; nobody when empty
     * @param password the user's
     */
    record Queries(String token, Optional<String> user, String password) {}

    static DemoSettings fromEnvironment(Map<String, String> environment) {
        boolean embedded = !environment.containsKey("DATABASE_URL");
        return new DemoSettings(
                environment.getOrDefault("HOST", "localhost"),
                port("PORT", environment.getOrDefault("PORT", "3001")),
                Optional.ofNullable(environment.get(TOKEN))
                        .map(given -> checkToken(TOKEN, given))
                        .orElseGet(DemoSettings::randomToken),
                environment.containsKey(TOKEN),
                environment.getOrDefault("DATABASE_URL", EMBEDDED_URL),
                environment.getOrDefault("DATABASE_USER", embedded ? "sa" : ""),
                environment.getOrDefault("DATABASE_PASSWORD", ""),
                zone(environment.getOrDefault("DATABASE_ZONE", "UTC")),
                Optional.ofNullable(environment.get("DASHBOARD_PORT")).map(text -> port("DASHBOARD_PORT", text)),
                environment.getOrDefault("ENVIRONMENT", "demo"),
                queries(environment),
                Optional.ofNullable(environment.get("NODE")).filter(text -> !text.isBlank()),
                containers(environment.getOrDefault(CONTAINER_RETENTION, "1h")),
                Optional.ofNullable(environment.get("DOCKER_HOST")).filter(text -> !text.isBlank()),
                cleanup(environment));
    }

    private static Optional<Queries> queries(Map<String, String> environment) {
        Optional<String> user = Optional.ofNullable(environment.get("QUERY_DATABASE_USER"));
        Optional<String> token = Optional.ofNullable(environment.get(QUERY_TOKEN));
        if (user.isPresent() && token.isEmpty()) {
            throw new ConfigurationException(QUERY_TOKEN, "", "it is needed when QUERY_DATABASE_USER is set");
        }
        return token.map(given -> new Queries(
                checkToken(QUERY_TOKEN, given), user, environment.getOrDefault("QUERY_DATABASE_PASSWORD", "")));
    }

    /** The older name of the retention still counts when the present one is not set. */
    private static CleanupSettings cleanup(Map<String, String> environment) {
        Map<String, String> present = new HashMap<>(environment);
        String old = environment.get(RETENTION_OF_OLD);
        if (old == null || environment.containsKey(CleanupSettings.RETENTION_DAYS)) {
            return CleanupSettings.fromEnvironment(present, TOKEN);
        }
        present.put(CleanupSettings.RETENTION_DAYS, old);
        try {
            return CleanupSettings.fromEnvironment(present, TOKEN);
        } catch (ConfigurationException refused) {
            throw refused.setting().equals(CleanupSettings.RETENTION_DAYS)
                    ? new ConfigurationException(RETENTION_OF_OLD, old, refused.accepted())
                    : refused;
        }
    }

    private static KeepFor containers(String text) {
        try {
            return RetentionPolicy.keepFor(text.strip());
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(CONTAINER_RETENTION, text, refused.accepted());
        }
    }

    private static int port(String name, String text) {
        if (text.strip().matches("[0-9]{1,5}") && Integer.parseInt(text.strip()) <= MOST_PORTS) {
            return Integer.parseInt(text.strip());
        }
        throw new ConfigurationException(name, text, "accepted is a whole number from 0 to " + MOST_PORTS);
    }

    /** A token that nobody can guess. */
    static String randomToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String checkToken(String name, String token) {
        try {
            BearerTokens.builder().token("admin", Role.ADMIN, token).build();
            return token;
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(name, token.length() + " characters", refused.accepted());
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException unknown) {
            throw new ConfigurationException(
                    "DATABASE_ZONE", text, "accepted is a time zone such as UTC or Europe/Berlin");
        }
    }
}
