package dev.cleanup.servlet;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import java.util.Objects;

/**
 * Somebody who was authenticated.
 *
 * @param name who it is, in logs and in the history: 1 to {@value #MAX_NAME_LENGTH} printable characters without spaces around them, and not
 *     {@value CleanupService#SCHEDULE}, which stands for the schedule
 * @param role what they may do
 */
public record Caller(String name, Role role) {
    /** The longest name. */
    public static final int MAX_NAME_LENGTH = 100;

    /** Refuses, with a {@link ConfigurationException}, a name that could pass for another one. */
    public Caller {
        Objects.requireNonNull(role, "role");
        boolean fits = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && name.equals(name.strip());
        if (!fits || !Printable.is(name)) {
            throw new ConfigurationException(
                    "caller name",
                    Printable.clean(name),
                    "accepted are 1 to " + MAX_NAME_LENGTH + " printable characters without spaces around them");
        }
        if (name.equals(CleanupService.SCHEDULE)) {
            throw new ConfigurationException("caller name", name, "this name stands for the schedule in the history");
        }
    }
}
