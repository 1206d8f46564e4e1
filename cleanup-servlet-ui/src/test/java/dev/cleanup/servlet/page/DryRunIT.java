package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.DRY_RUN;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.LOOKED;
import static dev.cleanup.servlet.page.CleanupPage.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunMode;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A dry run is taken on the page: it shows what would go, and nothing goes. */
@NeedsBrowser
class DryRunIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service;
    private final CleanupPage page;

    DryRunIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder().name("bots").task(shelf.task("shelf")));
        page = stage.page(service);
    }

    @Test
    void by_click_it_shows_that_it_looks_and_then_what_would_go() throws Exception {
        Gate gate = stage.gate();
        shelf.beforeLooking(gate);
        page.openAs(Role.OPERATOR);

        page.press(DRY_RUN);

        gate.awaitArrival();
        page.button(STOP);
        page.seesProgressOf("shelf");
        assertThat(page.offers(DRY_RUN)).as("a second one meanwhile").isFalse();
        gate.open();
        page.sees(LOOKED + "3 items", "old-0");
        page.button(DRY_RUN);
        assertThat(shelf.ids()).hasSize(4);
        assertThat(service.latest(10)).extracting(run -> run.mode()).containsExactly(RunMode.DRY_RUN);
        assertThat(service.latest(1).get(0).requestedBy()).contains("otto");
    }

    @Test
    void by_its_key_or_by_tab_and_enter() {
        page.openAs(Role.OPERATOR);
        browser.type("d");
        page.sees(LOOKED + "3 items");
        shelf.put(Resource.of("older", Shelf.daysAgo(20)));

        page.tabTo(DRY_RUN);
        browser.type(Keys.ENTER);

        page.sees(LOOKED + "4 items", "older");
        assertThat(service.latest(10)).hasSize(2);
    }

    @Test
    void a_look_that_fails_is_told_with_its_reason() {
        shelf.beforeLooking(() -> {
            throw new IllegalStateException("the shelf fell over");
        });
        page.openAs(Role.ADMIN);

        page.press(DRY_RUN);

        page.sees("The dry run failed", "the shelf fell over", "nobody knows what would go");
        assertThat(page.onScreen("nothing to remove")).isFalse();
        assertThat(page.onScreen("nothing would go")).isFalse();
        assertThat(page.offers(EXECUTE)).as("a plan of a look that failed").isFalse();
    }

    @Test
    void the_dashboard_shows_what_is_there() {
        service.run(RunRequest.dryRun().requestedBy("night shift"));
        service.run(RunRequest.execute().requestedBy("day shift"));

        page.openAs(Role.VIEWER);

        page.sees("bots", "The task is fine", "no schedule", "day shift", "night shift", "removed 3");
        assertThat(page.heading()).contains("fine");
        assertThat(page.rows("tasks")).singleElement().asString().contains("shelf", "7 days");
        assertThat(page.rows("runs")).hasSize(2);
    }
}
