/** The services behind a dashboard: what goes to them and what comes back. */
@NullMarked
package dev.cleanup.servlet.internal.remote;

import org.jspecify.annotations.NullMarked;
