package dev.cleanup.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** How each test method of a class ends, as JUnit runs it. */
final class ContractRun implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = new TreeMap<>();

    static ContractRun of(Class<?> tests) {
        ContractRun run = new ContractRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        launcher.execute(request, run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(method -> results.put(method.getMethodName(), result));
    }

    Set<String> methods(Status status) {
        Set<String> methods = new TreeSet<>();
        results.forEach((method, result) -> {
            if (result.getStatus() == status) {
                methods.add(method);
            }
        });
        return methods;
    }

    /** What the failure of this test says. */
    String failure(String method) {
        return String.valueOf(results.get(method).getThrowable().orElseThrow().getMessage());
    }

    @Override
    public String toString() {
        return results.toString();
    }
}
