package dev.cleanup.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on the Docker Engine at {@code DOCKER_HOST} or the local socket; their constructor takes a {@link Docker}. Nothing is pulled, and nothing
 * is touched that the test did not make. Skipped where there is no engine, unless {@code -Dcleanup.test.require=docker} says that there has to be
 * one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DockerExtension.class)
@interface NeedsDocker {}
