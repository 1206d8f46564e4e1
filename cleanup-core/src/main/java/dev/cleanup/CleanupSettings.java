package dev.cleanup;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings that operators make from outside, by environment variables:
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><th>variable</th><th>default</th><th>accepted</th></tr>
 * <tr><td>{@value #INTERVAL_HOURS}</td><td>6</td><td>whole hours, 1 to 8760</td></tr>
 * <tr><td>{@value #RETENTION_DAYS}</td><td>7</td><td>whole days, 1 to 36500</td></tr>
 * <tr><td>{@value #DRY_RUN}</td><td>false</td><td>true, false; when true nothing is ever removed</td></tr>
 * <tr><td>{@value #CONTAINERS}</td><td>true</td><td>true, false</td></tr>
 * </table>
 *
 * @param interval how long from one scheduled run to the next
 * @param retention how long what is no longer needed is kept
 * @param dryRun whether the service removes nothing at all
 * @param containers whether containers may be cleaned
 */
public record CleanupSettings(Duration interval, Duration retention, boolean dryRun, boolean containers) {
    public static final String INTERVAL_HOURS = "CLEANUP_INTERVAL_HOURS";
    public static final String RETENTION_DAYS = "CLEANUP_RETENTION_DAYS";
    public static final String DRY_RUN = "CLEANUP_DRY_RUN";
    public static final String CONTAINERS = "CONTAINER_CLEANUP_ENABLED";

    private static final List<String> PREFIXES = List.of("CLEANUP_", "CONTAINER_CLEANUP_");
    private static final Set<String> KNOWN = Set.of(INTERVAL_HOURS, RETENTION_DAYS, DRY_RUN, CONTAINERS);
    private static final int MOST_HOURS = 8_760;
    private static final int MOST_DAYS = 36_500;

    /** The settings of this process's environment. */
    public static CleanupSettings fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * The settings of this environment.
     *
     * @param alsoKnown variables that begin like ours and are read by the application itself
     * @throws ConfigurationException for a value that is not accepted, and for an unknown variable that begins like ours, since it is most
     *     likely a mistyped one
     */
    public static CleanupSettings fromEnvironment(Map<String, String> environment, String... alsoKnown) {
        Set<String> known = new TreeSet<>(KNOWN);
        known.addAll(List.of(alsoKnown));
        for (String name : environment.keySet()) {
            if (PREFIXES.stream().anyMatch(name::startsWith) && !known.contains(name)) {
                throw new ConfigurationException(name, "…", "there is no such setting; known are " + known);
            }
        }
        return new CleanupSettings(
                Duration.ofHours(number(environment, INTERVAL_HOURS, 6, MOST_HOURS, "hours")),
                Duration.ofDays(number(environment, RETENTION_DAYS, 7, MOST_DAYS, "days")),
                truth(environment, DRY_RUN, false),
                truth(environment, CONTAINERS, true));
    }

    private static int number(Map<String, String> environment, String name, int fallback, int most, String unit) {
        String text = environment.get(name);
        if (text == null) {
            return fallback;
        }
        String digits = text.strip();
        if (digits.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(digits);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new ConfigurationException(
                name, text, "accepted is a whole number of " + unit + " from 1 to " + most + ", without a unit");
    }

    private static boolean truth(Map<String, String> environment, String name, boolean fallback) {
        String text = environment.get(name);
        if (text == null) {
            return fallback;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationException(name, text, "accepted are true and false");
        };
    }
}
