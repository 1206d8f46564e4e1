/** {@link dev.cleanup.micrometer.CleanupMetrics} shows what a service does in the application's own Micrometer registry. */
@NullMarked
package dev.cleanup.micrometer;

import org.jspecify.annotations.NullMarked;
