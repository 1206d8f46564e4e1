package dev.cleanup.docker.internal.kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether this process runs inside a container, and in which. No sign alone is proof: {@code /.dockerenv} also lies about on machines that once
 * were an image, and control groups tell nothing within a namespace of their own.
 *
 * @param signs what speaks for a container, in words
 * @param strong whether one of them is enough
 * @param ids ids of containers that this process may be
 * @param hostname what this machine calls itself
 */
public record Surroundings(List<String> signs, boolean strong, Set<String> ids, String hostname) {
    private static final int ENOUGH = 2;
    private static final Pattern MOUNTED =
            Pattern.compile("/(?:overlay-)?containers/([0-9a-f]{64})/\\S* /etc/(?:hostname|hosts|resolv\\.conf) ");
    private static final Pattern GROUPED =
            Pattern.compile("(?:docker|containerd|libpod|crio|kubepods|garden|lxc)\\S*?([0-9a-f]{64})");
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12,64}");

    /** Nothing speaks for a container; for tests and machines that are none. */
    public static Surroundings none() {
        return new Surroundings(List.of(), false, Set.of(), "");
    }

    /** Reads the signs below this root and in this environment. */
    public static Surroundings read(Path root, Map<String, String> environment) {
        List<String> weak = new ArrayList<>();
        List<String> strong = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        if (Files.exists(root.resolve(".dockerenv"))) {
            weak.add("/.dockerenv");
        }
        if (environment.containsKey("container")) {
            weak.add("the variable container");
        }
        if (Files.exists(root.resolve("run/.containerenv"))) {
            strong.add("/run/.containerenv");
        }
        if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
            strong.add("the variable KUBERNETES_SERVICE_HOST");
        }
        if (find(MOUNTED, read(root.resolve("proc/self/mountinfo")), ids)) {
            strong.add("mounts of a container");
        }
        if (find(GROUPED, read(root.resolve("proc/self/cgroup")), ids)) {
            strong.add("control groups of a container");
        }
        List<String> signs = new ArrayList<>(strong);
        signs.addAll(weak);
        return new Surroundings(
                List.copyOf(signs),
                !strong.isEmpty(),
                Set.copyOf(ids),
                read(root.resolve("proc/sys/kernel/hostname")).strip());
    }

    private static boolean find(Pattern pattern, String text, Set<String> ids) {
        Matcher matcher = pattern.matcher(text);
        boolean found = false;
        while (matcher.find()) {
            found = true;
            ids.add(matcher.group(1));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException unreadable) {
            return "";
        }
    }

    /** Whether this process runs inside a container, as far as the signs go. */
    public boolean inContainer() {
        return strong || signs.size() >= ENOUGH;
    }

    /** Whether this may be the container that this process runs in. In doubt it is. */
    boolean isOwn(Inspected container) {
        boolean shortId = SHORT_ID.matcher(hostname).matches() && container.id().startsWith(hostname);
        boolean named = inContainer() && !hostname.isEmpty() && hostname.equals(container.hostname());
        return ids.contains(container.id()) || shortId || named;
    }
}
