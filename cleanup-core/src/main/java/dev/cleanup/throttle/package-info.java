/**
 * How much of a system's time a cleanup may take, and when it has to wait: {@link dev.cleanup.throttle.Throttle} says it, {@link
 * dev.cleanup.throttle.LoadSignal} asks the system. The engine waits between batches, and the run goes on where it was.
 */
@NullMarked
package dev.cleanup.throttle;

import org.jspecify.annotations.NullMarked;
