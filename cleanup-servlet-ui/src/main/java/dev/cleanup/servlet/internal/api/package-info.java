/** What can be asked of a service over HTTP: the table of endpoints, and what each of them answers. */
@NullMarked
package dev.cleanup.servlet.internal.api;

import org.jspecify.annotations.NullMarked;
