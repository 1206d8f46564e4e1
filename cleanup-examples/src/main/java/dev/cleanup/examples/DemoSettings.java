package dev.cleanup.examples;

import dev.cleanup.CleanupSettings;
import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.Role;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The demo's settings, from environment variables.
 *
 * @param host the address it listens on
 * @param port the port it listens on; 0 picks a free one
 * @param token the administrator's bearer token
 * @param databaseUrl where the bots and results are
 * @param databaseUser who reads and cleans them
 * @param databasePassword the password
 * @param databaseZone the zone of timestamps that are stored without one
 * @param cleanup the library's own settings
 */
record DemoSettings(
        String host,
        int port,
        String token,
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        ZoneId databaseZone,
        CleanupSettings cleanup) {
    static final String EMBEDDED_URL = "jdbc:h2:file:./target/cleanup-demo";

    private static final String RETENTION_OF_OLD = "BOT_RETENTION_DAYS";
    private static final String TOKEN = "CLEANUP_TOKEN";
    private static final int TOKEN_BYTES = 24;
    private static final int MOST_PORTS = 65_535;

    static DemoSettings fromEnvironment(Map<String, String> environment) {
        boolean embedded = !environment.containsKey("DATABASE_URL");
        return new DemoSettings(
                environment.getOrDefault("HOST", "localhost"),
                port(environment.getOrDefault("PORT", "3001")),
                token(environment),
                environment.getOrDefault("DATABASE_URL", EMBEDDED_URL),
                environment.getOrDefault("DATABASE_USER", embedded ? "sa" : ""),
                environment.getOrDefault("DATABASE_PASSWORD", ""),
                zone(environment.getOrDefault("DATABASE_ZONE", "UTC")),
                cleanup(environment));
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

    private static int port(String text) {
        if (text.strip().matches("[0-9]{1,5}") && Integer.parseInt(text.strip()) <= MOST_PORTS) {
            return Integer.parseInt(text.strip());
        }
        throw new ConfigurationException("PORT", text, "accepted is a whole number from 0 to " + MOST_PORTS);
    }

    private static String token(Map<String, String> environment) {
        String given = environment.get(TOKEN);
        if (given != null) {
            return checkToken(given);
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String checkToken(String token) {
        try {
            BearerTokens.builder().token("admin", Role.ADMIN, token).build();
            return token;
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(TOKEN, token.length() + " characters", refused.accepted());
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
