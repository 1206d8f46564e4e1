package dev.cleanup.servlet.internal.api;

import java.util.Optional;

/**
 * What the application says of its service to those who look at it.
 *
 * @param environment such as production
 * @param readOnly whether nothing can be changed over HTTP
 * @param confirmAbove from how many items on an operator types a task's name
 */
public record ServiceSettings(Optional<String> environment, boolean readOnly, long confirmAbove) {}
