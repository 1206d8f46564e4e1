/**
 * What stays and for how long: a {@link dev.cleanup.retention.RetentionPolicy} is a set of reasons to keep a resource, tested in process and
 * compiled to SQL by cleanup-jdbc.
 */
@NullMarked
package dev.cleanup.retention;

import org.jspecify.annotations.NullMarked;
