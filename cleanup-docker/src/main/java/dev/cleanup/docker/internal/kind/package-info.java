/** Each kind of resource: what there is, what keeps it, and how one goes. */
@NullMarked
package dev.cleanup.docker.internal.kind;

import org.jspecify.annotations.NullMarked;
