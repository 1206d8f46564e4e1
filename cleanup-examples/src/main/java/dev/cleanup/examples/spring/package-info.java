/** A Spring Boot application that keeps itself clean, and serves the page beside its own paths. Not a part of the demo. */
@NullMarked
package dev.cleanup.examples.spring;

import org.jspecify.annotations.NullMarked;
