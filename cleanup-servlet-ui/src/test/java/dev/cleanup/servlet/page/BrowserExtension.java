package dev.cleanup.servlet.page;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one browser for all tests and gives each a clean one: every test's server has a port, and so an origin, of its own. After each test
 * the browser must not have seen a violation of the page's policy, nor a script of somebody else.
 */
final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace SHARED = Namespace.create(BrowserExtension.class);
    private static final Path FAILURES = Path.of("target", "browser");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.lacking()
                .map(reason -> Required.missing("browser", reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return browser(context);
    }

    private static Browser browser(ExtensionContext context) {
        Chromium chromium = context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Browser.class, key -> new Browser(chromium.driver()), Browser.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws Exception {
        Browser browser = browser(context);
        try {
            if (context.getExecutionException().isPresent()) {
                String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
                browser.save(FAILURES, test.replaceAll("[^A-Za-z0-9._-]+", "-"));
            } else {
                browser.assertUnharmed();
            }
        } finally {
            browser.leave();
        }
    }
}
