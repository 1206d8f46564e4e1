package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.DRY_RUN;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is offered what the server would refuse, and everybody is told why. */
@NeedsBrowser
class RolesIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service;

    RolesIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder().task(shelf.task("shelf")));
        service.run(RunRequest.dryRun());
    }

    private void assertNothingHappens(CleanupPage page) {
        assertThat(page.offers(DRY_RUN)).isFalse();
        assertThat(page.offers(EXECUTE)).isFalse();
        browser.type("d");
        browser.type("g", "h");
        page.seesRows(1);
        assertThat(service.latest(10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orphaned"})
    void a_viewer_looks_and_is_told_what_it_takes_to_do_more(String view) {
        CleanupPage page = stage.page(service).openAs(Role.VIEWER, view);
        page.sees("needs the role operator", "old-0");
        assertNothingHappens(page);
    }

    @Test
    void a_viewer_sees_a_run_and_cannot_stop_it() throws Exception {
        Gate gate = stage.gate();
        shelf.beforeLooking(gate);
        service.begin(RunRequest.dryRun());
        gate.awaitArrival();
        CleanupPage page = stage.page(service).openAs(Role.VIEWER);
        page.seesProgressOf("shelf");
        assertThat(page.offers(STOP)).isFalse();
    }

    @Test
    void an_operator_looks_anew_and_cannot_execute() {
        CleanupPage page = stage.page(service).openAs(Role.OPERATOR);
        page.sees("needs the role admin");
        page.button(DRY_RUN);
        assertThat(page.offers(EXECUTE)).isFalse();
    }

    @Test
    void where_the_page_is_read_only_an_administrator_looks_too() {
        CleanupPage page = stage.page(CleanupServlet.builder(service)
                        .authenticator(Site.TOKENS)
                        .readOnly(true)
                        .build())
                .openAs(Role.ADMIN);
        page.sees("this page is read-only");
        assertNothingHappens(page);
    }

    @Test
    void a_service_in_dry_run_mode_takes_dry_runs_and_executes_nothing() {
        CleanupService looking =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).dryRun(true));
        looking.run(RunRequest.dryRun());
        CleanupPage page = stage.page(looking).openAs(Role.ADMIN);
        page.sees("dry-run mode", "removes nothing at all");
        page.button(DRY_RUN);
        assertThat(page.offers(EXECUTE)).isFalse();
    }
}
