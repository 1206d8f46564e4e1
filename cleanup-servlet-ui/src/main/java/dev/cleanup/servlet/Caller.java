package dev.cleanup.servlet;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.http.Printable;
import java.util.EnumSet;
import java.util.Set;

/**
 * Somebody who was authenticated.
 *
 * @param name who it is, in logs and in the history: 1 to {@value #MAX_NAME_LENGTH} printable characters without spaces around them, and not
 *     {@value CleanupService#SCHEDULE}, which stands for the schedule
 * @param roles what they may do, at least one role
 */
public record Caller(String name, Set<Role> roles) {
    /** The longest name. */
    public static final int MAX_NAME_LENGTH = 100;

    /** Refuses, with a {@link ConfigurationException}, a name that could pass for another one. */
    public Caller {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new ConfigurationException("roles of caller", Printable.clean(name), "accepted is at least one role");
        }
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

    /** Somebody with this role, and others beside it. */
    public Caller(String name, Role role, Role... others) {
        this(name, EnumSet.of(role, others));
    }

    /** Whether one of the roles covers this one. */
    public boolean may(Role role) {
        return roles.stream().anyMatch(own -> own.covers(role));
    }
}
