/** When runs start, and on which node: {@link dev.cleanup.schedule.Schedule} says when, {@link dev.cleanup.schedule.Scheduler} does it. */
@NullMarked
package dev.cleanup.schedule;

import org.jspecify.annotations.NullMarked;
