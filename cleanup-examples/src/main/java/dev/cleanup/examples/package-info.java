/** The demo: a small distributed job system that keeps itself clean, as one runnable jar. Not a library. */
@NullMarked
package dev.cleanup.examples;

import org.jspecify.annotations.NullMarked;
