package dev.cleanup.micrometer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests with a real {@code prometheus} and its {@code promtool}, both from the PATH. Skipped where they are missing, unless {@code
 * -Dcleanup.test.require=prometheus} says that they have to be there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PrometheusCondition.class)
@interface NeedsPrometheus {}
