package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a process of its own, as a user starts it. */
record DemoProcess(Process process, DemoClient client) implements AutoCloseable {
    static final Path JAR = Path.of("target", "cleanup-demo.jar").toAbsolutePath();

    private static final Pattern ADDRESS = Pattern.compile("address\\s+(http://\\S+)/admin/cleanup");
    private static final Pattern TOKEN = Pattern.compile("token\\s+(\\S+)");

    /** The process, which may or may not come up. */
    static Process of(File directory, Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx128m", "-jar", JAR.toString())
                .directory(directory)
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.contains("CLEANUP") || name.startsWith("DATABASE") || name.startsWith("DOCKER"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Starts it, and waits until it serves. */
    static DemoProcess start(File directory, Map<String, String> environment) throws IOException {
        Process process = of(directory, environment);
        Map<Pattern, String> seen = new HashMap<>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null && seen.size() < 2; line = output.readLine()) {
            for (Pattern wanted : new Pattern[] {ADDRESS, TOKEN}) {
                Matcher match = wanted.matcher(line);
                if (match.find()) {
                    seen.putIfAbsent(wanted, match.group(1));
                }
            }
        }
        assertThat(seen).as("address and token in the output").hasSize(2);
        return new DemoProcess(process, new DemoClient(seen.get(ADDRESS), seen.get(TOKEN)));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
