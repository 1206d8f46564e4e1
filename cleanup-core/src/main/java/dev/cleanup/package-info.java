/**
 * What an application uses: {@link dev.cleanup.CleanupService} runs {@link dev.cleanup.CleanupTask}s and keeps every safety rule, so that a
 * task only has to know one kind of resource.
 */
@NullMarked
package dev.cleanup;

import org.jspecify.annotations.NullMarked;
