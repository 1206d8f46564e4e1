/** What all kinds of Docker resources have in common: survey, batches, explanation. */
@NullMarked
package dev.cleanup.docker.internal.task;

import org.jspecify.annotations.NullMarked;
