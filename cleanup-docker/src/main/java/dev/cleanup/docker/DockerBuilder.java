package dev.cleanup.docker;

import dev.cleanup.CleanupSettings;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.docker.internal.kind.Selection;
import dev.cleanup.docker.internal.kind.Surroundings;
import dev.cleanup.docker.internal.task.DockerSettings;
import dev.cleanup.docker.internal.task.DockerTask;
import dev.cleanup.docker.internal.task.Kind;
import dev.cleanup.retention.RetentionPolicy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What tasks for all kinds of Docker resources have in common. A policy is required. The task is off, and says why, when {@code
 * CONTAINER_CLEANUP_ENABLED} is false, and inside a container that was given no engine. Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class DockerBuilder<B extends DockerBuilder<B>>
        permits ContainersBuilder, ImagesBuilder, VolumesBuilder, NetworksBuilder, BuildCacheBuilder {
    private final DockerEngine engine;
    private final Map<String, String> labels = new TreeMap<>();
    private String name;
    private @Nullable RetentionPolicy policy;
    private @Nullable Pattern pattern;
    private Map<String, String> environment = System.getenv();
    private Surroundings surroundings = Surroundings.read(Path.of("/"), System.getenv());
    private boolean enabled = true;
    private @Nullable String off;

    DockerBuilder(DockerEngine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    abstract B self();

    /** The task's name in history and configuration. */
    public B name(String text) {
        name = text;
        return self();
    }

    /** What stays of that which nothing else keeps; ages count by the engine's clock. Tags are labels. */
    public B policy(RetentionPolicy what) {
        policy = what;
        return self();
    }

    /** Takes from the operators' settings whether containers may be cleaned; the variable itself always counts as well. */
    public B settings(CleanupSettings settings) {
        enabled = settings.containers();
        return self();
    }

    /** Switches the task off, for a reason that status and page show: "no Docker engine". */
    public B off(String why) {
        off = why;
        return self();
    }

    void addLabel(String label, String value) {
        if (value.isEmpty()) {
            throw new ConfigurationException(
                    "label " + label, value, "accepted is a value; for any there is label(name)");
        }
        addLabel(label);
        labels.put(label, value);
    }

    /** With whatever value. */
    void addLabel(String label) {
        if (label.isBlank() || label.indexOf('=') >= 0) {
            throw new ConfigurationException("label", label, "accepted is a label's name, without '='");
        }
        labels.put(label, "");
    }

    void addPattern(String regex) {
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException unreadable) {
            throw new ConfigurationException(
                    "nameMatching", regex, "accepted is a regular expression of java.util.regex");
        }
    }

    Selection selection() {
        return new Selection(Map.copyOf(labels), Optional.ofNullable(pattern));
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** For tests: where this process runs, and its variables. */
    B within(Surroundings where, Map<String, String> variables) {
        surroundings = where;
        environment = Map.copyOf(variables);
        return self();
    }

    /**
     * The task. The engine is not asked: one that cannot be reached fails each survey, until it can be.
     *
     * @throws ConfigurationException when a setting is missing or not accepted
     */
    public abstract CleanupTask build();

    <T> CleanupTask build(Kind<T> kind) {
        if (policy == null) {
            throw new ConfigurationException("policy", "", "it is required, such as RetentionPolicy.keepFor(\"1h\")");
        }
        return new DockerTask<>(kind, new DockerSettings(name, policy, engine.access(), engine.workers(), off()));
    }

    private Optional<String> off() {
        if (!enabled || !enabledByEnvironment()) {
            return Optional.of(CleanupSettings.CONTAINERS + " is false");
        }
        if (off != null || !surroundings.inContainer()) {
            return Optional.ofNullable(off);
        }
        return engine.isExplicit()
                ? Optional.empty()
                : Optional.of("running inside a container (" + String.join(", ", surroundings.signs())
                        + ") without an engine of its own; name one by DOCKER_HOST to switch it on");
    }

    private boolean enabledByEnvironment() {
        String text = environment.getOrDefault(CleanupSettings.CONTAINERS, "true");
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new ConfigurationException(CleanupSettings.CONTAINERS, text, "accepted are true and false");
        };
    }
}
