package dev.cleanup.docker.internal.engine;

import dev.cleanup.CleanupException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the engine's API.
 *
 * @param major before the dot
 * @param minor behind it
 */
record Version(int major, int minor) implements Comparable<Version> {
    /** What Docker 20.10 speaks. */
    static final Version OLDEST = new Version(1, 41);

    /** What answers are read by; an engine that wants a newer one is not known yet. */
    static final Version NEWEST = new Version(1, 44);

    /** From here on a volume's label says that it is anonymous; this is Docker 23. */
    static final Version LABELS_VOLUMES = new Version(1, 42);

    /** From here on the build cache can be pruned up to an instant; this is Docker 24. */
    static final Version PRUNES_UNTIL_INSTANTS = new Version(1, 43);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})");

    static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The version to speak with an engine whose newest is this. One that speaks no version as old as ours refuses the first request, and says so. */
    static Version negotiate(String address, String newest) {
        Version most = parse(newest).orElseThrow(() -> unknown(address, newest));
        if (most.compareTo(OLDEST) < 0) {
            throw new CleanupException("the Docker engine at " + address + " is too old: it speaks API " + most
                    + "; needed is " + OLDEST + ", which is Docker 20.10");
        }
        return most.compareTo(NEWEST) < 0 ? most : NEWEST;
    }

    private static CleanupException unknown(String address, String text) {
        return new CleanupException("what answers at " + address + " is no Docker engine: "
                + (text.isEmpty()
                        ? "its answer to GET /_ping has no Api-Version in its head, which a proxy has to let through"
                        : "its API version is '" + Reply.words(text) + "'"));
    }

    @Override
    public int compareTo(Version other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
