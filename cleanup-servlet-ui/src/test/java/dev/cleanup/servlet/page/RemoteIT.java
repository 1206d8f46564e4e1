package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.RemoteCleanup;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One page in front of two services that run elsewhere. */
@NeedsBrowser
class RemoteIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService bots;
    private final Site botsSite;
    private final CleanupPage page;

    RemoteIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        bots = stage.service(CleanupService.builder().name("bots").task(shelf.task("shelf")));
        CleanupService jobs = stage.service(
                CleanupService.builder().name("jobs").task(Shelf.withOld(5).task("drawer")));
        jobs.run(RunRequest.dryRun().requestedBy("night shift"));
        botsSite = site(bots);
        page = stage.page(RemoteCleanup.builder()
                .service("bots", URI.create(botsSite.url()), Site.token(Role.ADMIN))
                .service("jobs", URI.create(site(jobs).url()), Site.token(Role.VIEWER))
                .authenticator(Site.TOKENS)
                .timeout(Duration.ofSeconds(2))
                .build());
    }

    private Site site(CleanupService service) {
        return stage.site(
                CleanupServlet.builder(service).authenticator(Site.TOKENS).build());
    }

    @Test
    void the_chooser_switches_and_the_choice_stands_in_the_address() {
        page.openAs(Role.VIEWER);
        page.sees("shelf");
        page.choose("Service", "jobs");
        page.sees("drawer", "night shift");
        assertThat(page.onScreen("shelf")).isFalse();
        assertThat(page.hash()).contains("service=jobs");
        page.press("Orphaned");
        page.seesRows(5);
        assertThat(page.hash()).contains("service=jobs");

        browser.driver().navigate().refresh();
        page.signIn(Role.VIEWER);

        page.seesRows(5);
        page.choose("Service", "bots");
        page.sees("Nobody has looked yet");
    }

    @Test
    void a_service_that_is_away_is_named_and_its_last_picture_stays() {
        browser.hurry(30);
        page.openAs(Role.VIEWER);
        page.sees("shelf");
        botsSite.close();

        page.sees("The service bots does not answer", "This is the picture of");

        assertThat(page.isStale()).isTrue();
        page.sees("shelf");
        page.choose("Service", "jobs");
        page.sees("drawer");
        browser.await("a fresh picture", () -> page.isStale() ? null : true);
        page.choose("Service", "bots");
        page.sees("The service bots does not answer");
        botsSite.start();
        page.sees("shelf");
        page.seesNo("does not answer");
    }

    @Test
    void a_plan_is_made_and_executed_in_the_name_of_who_signed_in() {
        page.openAs(Role.ADMIN);
        page.press(CleanupPage.DRY_RUN);
        page.press(CleanupPage.EXECUTE);
        page.awaitDialog(CleanupPage.CONFIRM_DIALOG);
        page.press(CleanupPage.remove("3 items"));
        page.sees(CleanupPage.DONE + "3 removed");
        assertThat(shelf.ids()).containsExactly("new");
        assertThat(bots.latest(1).get(0).requestedBy()).contains("ada");
    }
}
