package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.PAUSE;
import static dev.cleanup.servlet.page.CleanupPage.RESUME;
import static dev.cleanup.servlet.page.CleanupPage.TRY_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The picture is fresh, or says that it is not. */
@NeedsBrowser
class RefreshIT {
    /** How many times faster the page's timers go: 30 seconds are one. */
    private static final int HURRY = 30;

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupService service;
    private final AtomicInteger requests = new AtomicInteger();
    private final Replacement replaced = new Replacement();
    private final Site site;
    private final CleanupPage page;

    RefreshIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder().task(Shelf.withOld(3).task("shelf")));
        replaced.servlet = CleanupServlet.builder(service)
                .authenticator(request -> {
                    requests.incrementAndGet();
                    return Site.TOKENS.authenticate(request);
                })
                .build();
        site = stage.site(replaced);
        page = new CleanupPage(browser, site);
    }

    @Test
    void what_others_do_appears_by_itself() {
        browser.hurry(HURRY);
        page.openAs(Role.VIEWER);
        page.sees("Nothing has run yet");

        service.run(RunRequest.dryRun().requestedBy("somebody else"));

        page.sees("somebody else", "old-0");
    }

    @Test
    void one_key_refreshes_at_once() {
        page.openAs(Role.VIEWER);
        page.sees("Nothing has run yet");
        service.run(RunRequest.dryRun().requestedBy("somebody else"));
        assertThat(page.onScreen("somebody else")).isFalse();

        browser.type("r");

        page.sees("somebody else");
    }

    @Test
    void paused_it_asks_nothing_and_goes_on_when_it_is_told_to() {
        browser.hurry(HURRY);
        page.openAs(Role.VIEWER);
        page.sees("Nothing has run yet");
        page.press(PAUSE);
        page.sees("paused");
        browser.awaitQuiet(requests::get);
        service.run(RunRequest.dryRun().requestedBy("somebody else"));
        int before = requests.get();
        browser.await("three seconds of the page", () -> page.onScreen("updated 3 s ago") ? true : null);
        assertThat(requests).hasValue(before);
        assertThat(page.onScreen("somebody else")).isFalse();

        page.press(RESUME);

        page.sees("somebody else");
    }

    @Test
    void a_server_that_is_away_leaves_the_last_picture_and_is_found_again() {
        service.run(RunRequest.dryRun().requestedBy("somebody else"));
        browser.hurry(HURRY);
        page.openAs(Role.VIEWER, "orphaned?q=old-1");
        page.seesRows(1);

        site.close();

        page.sees("The server does not answer", "This is the picture of", "Trying again", "not fresh");
        assertThat(page.isStale()).isTrue();
        page.seesRows(1);
        site.start();
        browser.await("a fresh picture", () -> page.isStale() ? null : true);
        assertThat(page.onScreen("The server does not answer")).isFalse();
        assertThat(page.hash()).isEqualTo("#/orphaned?q=old-1");
        page.seesRows(1);
    }

    @Test
    void what_a_proxy_says_while_the_service_is_replaced_is_no_answer_of_the_service() {
        service.run(RunRequest.dryRun());
        browser.hurry(HURRY);
        page.openAs(Role.VIEWER, "orphaned?q=old-1");
        page.seesRows(1);
        replaced.away = true;
        page.sees("This is the picture of");
        page.seesRows(1);
        replaced.away = false;
        browser.await("a fresh picture", () -> page.isStale() ? null : true);
        page.seesRows(1);
    }

    @Test
    void a_server_that_is_back_is_asked_at_once_by_a_button() {
        page.openAs(Role.VIEWER);
        page.sees("shelf");
        site.close();
        browser.type("r");
        page.sees("The server does not answer");
        page.button(TRY_NOW);
        site.start();

        page.press(TRY_NOW);

        browser.await("a fresh picture", () -> page.isStale() ? null : true);
        assertThat(page.onScreen("The server does not answer")).isFalse();
    }

    /** What a proxy does: it passes on, or says that there is nothing behind it. */
    private static final class Replacement extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private transient HttpServlet servlet;
        private volatile boolean away;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
            if (away) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                servlet.service(request, response);
            }
        }
    }
}
