/** The engine: it owns surveys, plans, limits, retries and records. Not exported; nothing here is API. */
@NullMarked
package dev.cleanup.internal;

import org.jspecify.annotations.NullMarked;
