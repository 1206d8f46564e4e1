package dev.cleanup.internal;

import java.time.Duration;

/**
 * How calls of tasks are guarded.
 *
 * @param attempts how often a call is tried while it fails for a passing reason; as many failures in a row open the breaker
 * @param firstDelay the pause after the first failure; it doubles, with jitter, up to {@code longestDelay}
 * @param longestDelay the longest pause
 * @param callTimeout after this long a call is interrupted and has failed
 */
public record GuardSettings(int attempts, Duration firstDelay, Duration longestDelay, Duration callTimeout) {}
