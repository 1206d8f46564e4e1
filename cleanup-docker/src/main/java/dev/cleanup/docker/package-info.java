/**
 * Cleans up what Docker leaves behind: containers, images, volumes and networks that nobody owns any more. Only what a
 * policy names is looked at, and nothing is removed that a running container uses.
 */
@NullMarked
package dev.cleanup.docker;

import org.jspecify.annotations.NullMarked;
