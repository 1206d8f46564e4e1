package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Runs a contract against every nested class that {@link Breaks} it. */
abstract class BrokenImplementations {
    private final Class<?> contract;

    BrokenImplementations(Class<?> contract) {
        this.contract = contract;
    }

    @TestFactory
    Stream<DynamicTest> each_is_found_out_by_the_rule_it_breaks() {
        return broken().stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    ContractRun run = ContractRun.of(type);
                    assertThat(run.methods(Status.FAILED))
                            .as(run.toString())
                            .containsExactlyInAnyOrder(
                                    type.getAnnotation(Breaks.class).value());
                }));
    }

    @Test
    void each_rule_finds_something_out() {
        Set<String> rules = Arrays.stream(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> broken = broken().stream()
                .flatMap(type -> Arrays.stream(type.getAnnotation(Breaks.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(broken).isEqualTo(rules);
    }

    private List<Class<?>> broken() {
        return Arrays.stream(getClass().getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .collect(Collectors.toList());
    }
}
