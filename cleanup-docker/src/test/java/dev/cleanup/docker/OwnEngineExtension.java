package dev.cleanup.docker;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one engine for all tests that want one of their own, and ends it after the last. */
final class OwnEngineExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace SPACE = Namespace.create(OwnEngineExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!System.getProperty("user.name").equals("root") && !Required.isRequired("docker")) {
            return ConditionEvaluationResult.disabled("only root can start a Docker engine of the tests' own");
        }
        return engine(context)
                .lacking()
                .map(reason -> Required.missing("docker", reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a Docker engine of the tests' own"));
    }

    private static OwnEngine engine(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(OwnEngine.class, key -> new OwnEngine(), OwnEngine.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OwnEngine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return engine(context);
    }
}
