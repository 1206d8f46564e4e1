/**
 * A cleanup service in a Spring Boot application: set up by the properties {@code cleanup.*}, its tasks from properties and beans, the page behind
 * the roles of Spring Security. What is not set by a property is set by a bean, or by a {@link dev.cleanup.spring.CleanupServiceBuilderCustomizer}.
 */
@NullMarked
package dev.cleanup.spring;

import org.jspecify.annotations.NullMarked;
