package dev.cleanup.internal;

import dev.cleanup.CleanupRun;
import java.util.concurrent.CompletableFuture;

/** The run that is under way. */
record ActiveRun(RunRecord record, StopSignal stop, CompletableFuture<CleanupRun> end) {}
