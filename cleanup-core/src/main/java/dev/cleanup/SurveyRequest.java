package dev.cleanup;

import java.time.Instant;

/**
 * What the engine wants to know.
 *
 * @param now this machine's time; only for tasks whose resources have no clock of their own
 * @param findingsLimit the most findings to list; the counts are always of everything
 */
public record SurveyRequest(Instant now, int findingsLimit) {}
