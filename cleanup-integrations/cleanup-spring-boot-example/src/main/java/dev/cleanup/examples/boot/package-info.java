/** A notice board on Spring Boot 4 that keeps itself clean: two tables by properties, drafts by a bean, the page for those with a role. */
@NullMarked
package dev.cleanup.examples.boot;

import org.jspecify.annotations.NullMarked;
