package dev.cleanup.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a Docker Engine of the build's own, of which everything may be removed, and which may crash and hang; their constructor takes an {@link
 * OwnEngine}. Only root can start one; elsewhere they are skipped, unless {@code -Dcleanup.test.require=docker} says that there has to be one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OwnEngineExtension.class)
@interface NeedsOwnEngine {}
