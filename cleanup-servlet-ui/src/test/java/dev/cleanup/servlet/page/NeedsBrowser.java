package dev.cleanup.servlet.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that drive a real browser; their constructor takes a {@link Browser}. Skipped where there is none, unless {@code
 * -Dcleanup.test.require=browser} says that there has to be one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@interface NeedsBrowser {}
