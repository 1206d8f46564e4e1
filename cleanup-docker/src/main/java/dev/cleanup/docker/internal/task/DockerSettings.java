package dev.cleanup.docker.internal.task;

import dev.cleanup.docker.internal.engine.Access;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.retention.RetentionPolicy;
import java.util.Optional;

/**
 * What a task was set up with, besides its kind.
 *
 * @param name its name
 * @param policy what stays
 * @param access to the engine
 * @param workers who ask it side by side
 * @param off why the task is switched off; empty when it is on
 */
public record DockerSettings(
        String name, RetentionPolicy policy, Access access, Workers workers, Optional<String> off) {}
