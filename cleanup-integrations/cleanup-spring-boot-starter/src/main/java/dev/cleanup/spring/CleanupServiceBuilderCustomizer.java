package dev.cleanup.spring;

import dev.cleanup.CleanupServiceBuilder;

/** A bean that sets what no property does; called after properties and other beans, before the service is built, in the beans' order. */
@FunctionalInterface
public interface CleanupServiceBuilderCustomizer {

    /** Changes the builder as it likes. */
    void customize(CleanupServiceBuilder builder);
}
