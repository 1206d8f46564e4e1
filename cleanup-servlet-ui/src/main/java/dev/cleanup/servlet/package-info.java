/**
 * Puts a service's cleanup on HTTP: one servlet, mounted by the application under a path and a security of its own
 * choosing, through which operators and scripts see the status, ask for a dry run and apply a plan.
 */
@NullMarked
package dev.cleanup.servlet;

import org.jspecify.annotations.NullMarked;
