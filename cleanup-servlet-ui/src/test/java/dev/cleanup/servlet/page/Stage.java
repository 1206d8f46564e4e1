package dev.cleanup.servlet.page;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.servlet.CleanupServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one test starts: services and the sites that have their pages. All of it ends with the test. */
final class Stage implements AutoCloseable {
    private final Browser browser;
    private final Deque<Runnable> started = new ArrayDeque<>();

    Stage(Browser browser) {
        this.browser = browser;
    }

    Browser browser() {
        return browser;
    }

    CleanupService service(CleanupServiceBuilder setUp) {
        CleanupService service = setUp.build();
        started.push(service::close);
        return service;
    }

    Gate gate() {
        Gate gate = new Gate();
        started.push(gate::open);
        return gate;
    }

    Site site(HttpServlet servlet) {
        return start(new Site().with(Site.MOUNT + "*", servlet));
    }

    Site start(Site site) {
        site.start();
        started.push(site::close);
        return site;
    }

    /** The page of a service, as it is when nothing is set but who may come in. */
    CleanupPage page(CleanupOperations operations) {
        return page(
                CleanupServlet.builder(operations).authenticator(Site.TOKENS).build());
    }

    CleanupPage page(HttpServlet servlet) {
        return new CleanupPage(browser, site(servlet));
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().run();
        }
    }
}
