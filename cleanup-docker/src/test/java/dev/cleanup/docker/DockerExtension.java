package dev.cleanup.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.cleanup.CleanupException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;
import org.testcontainers.DockerClientFactory;

/** Gives each test a {@link Docker} of its own, which removes after it what it made. */
final class DockerExtension implements ExecutionCondition, ParameterResolver, TestInstantiationAwareExtension {
    private static final Namespace SPACE = Namespace.create(DockerExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(Lack.class, key -> new Lack(lacking()), Lack.class)
                .reason()
                .map(reason -> Required.missing("docker", reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a Docker engine"));
    }

    /** Why these tests cannot be run; asked once. */
    private record Lack(Optional<String> reason) {}

    private static Optional<String> lacking() {
        try (DockerEngine engine = DockerEngine.fromEnvironment()) {
            engine.check();
            DockerClientFactory.lazyClient().inspectImageCmd(Docker.IMAGE).exec();
            return Optional.empty();
        } catch (CleanupException none) {
            return Optional.of(String.valueOf(none.getMessage()));
        } catch (NotFoundException none) {
            return Optional.of("the engine has no image " + Docker.IMAGE + "; '.ci/docker-engine image' gives it one");
        }
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Docker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(SPACE)
                .computeIfAbsent(
                        Docker.class,
                        key -> new Docker(
                                DockerClientFactory.lazyClient(),
                                DockerEngine.fromEnvironment(),
                                DockerEngineBuilder.DEFAULT_CALL_TIMEOUT),
                        Docker.class);
    }
}
