package dev.cleanup.spring;

import dev.cleanup.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a setting that was refused in two lines, in place of a stack trace. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigurationException refused) {
        // Spring's own analysis also says in which file the property stands.
        if (findCause(rootFailure, BindException.class) != null) {
            return null;
        }
        return new FailureAnalysis(
                "Cleanup cannot start: " + refused.getMessage(), "Change " + refused.setting() + ".", refused);
    }
}
