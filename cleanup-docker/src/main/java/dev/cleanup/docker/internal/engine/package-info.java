/** How the engine is asked: bounded in time, in number and in what is believed. */
@NullMarked
package dev.cleanup.docker.internal.engine;

import org.jspecify.annotations.NullMarked;
