package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Crates;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The widget on a page of the application, which has a strict policy of its own. */
@NeedsBrowser
class WidgetIT {
    private static final String HOST = "/app/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";
    private static final String BODY =
            "<cleanup-widget></cleanup-widget><script type=module src=/cleanup/widget.js></script><script type=module src=host.js></script>";

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3);
    private final Crates crates = new Crates(Shelf.withOld(1).task("crates"), 0).off("not needed here");
    private final CleanupService service;

    WidgetIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).task(crates));
    }

    private Site show(String script) {
        Site site = stage.start(new Site()
                .with(
                        Site.MOUNT + "*",
                        CleanupServlet.builder(service)
                                .authenticator(Site.TOKENS)
                                .build())
                .with(HOST + "*", new HostPage(POLICY, BODY, script)));
        browser.open(site.url(HOST));
        return site;
    }

    private void sees(String words) {
        browser.await(
                "in the widget: " + words,
                () -> browser.driver()
                                .findElement(By.tagName("cleanup-widget"))
                                .getShadowRoot()
                                .findElement(By.cssSelector(".box"))
                                .getText()
                                .contains(words)
                        ? true
                        : null);
    }

    private static String setting(Role role) {
        return "document.querySelector('cleanup-widget').token = '" + Site.token(role) + "'";
    }

    @Test
    void with_a_token_it_says_how_the_cleanup_is_and_what_stays() throws Exception {
        show(setting(Role.VIEWER));
        sees("Cleanup is fine");
        sees("shelf keep 7d");
        sees("crates off: not needed here");
        assertThat(Axe.violations(browser)).isEmpty();
        browser.complaints(); // axe reads style sheets, which this page's policy does not allow it
        Gate gate = stage.gate();
        shelf.beforeLooking(gate);
        service.begin(RunRequest.dryRun());
        gate.awaitArrival();
        browser.run(setting(Role.VIEWER));
        sees("Cleanup is running");
    }

    @Test
    void without_a_token_it_says_where_to_sign_in_and_leads_there() {
        Site site = show("");
        sees("Sign in on the cleanup page");
        browser.driver()
                .findElement(By.tagName("cleanup-widget"))
                .getShadowRoot()
                .findElement(By.cssSelector("a"))
                .click();
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(site.url());
    }

    @Test
    void what_strangers_wrote_is_text_there_too() {
        CleanupService hostile = stage.service(CleanupService.builder().task(new HostileTask()));
        Site site = stage.start(new Site()
                .with(
                        Site.MOUNT + "*",
                        CleanupServlet.builder(hostile)
                                .authenticator(Site.TOKENS)
                                .build())
                .with(HOST + "*", new HostPage(POLICY, BODY, setting(Role.VIEWER))));
        browser.inject("const fetched = fetch; window.fetch = async (...asked) => new Response("
                + "(await (await fetched(...asked)).text()).replaceAll('as the task decides', '').replace('\"policy\":null', '\"policy\":\""
                + HostileTask.IMAGE + "\"'))");
        browser.open(site.url(HOST));
        sees(HostileTask.IMAGE);
        browser.assertUnharmed();
    }
}
