package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.STOP;
import static dev.cleanup.servlet.page.CleanupPage.remove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A run that takes long is stopped on the page, after the batch that is under way. */
@NeedsBrowser
class StopIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(2_500);
    private final CleanupService service;
    private final CleanupPage page;
    private final Gate gate;

    StopIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).findings(5_000));
        page = stage.page(CleanupServlet.builder(service)
                .authenticator(Site.TOKENS)
                .confirmAbove(5_000)
                .build());
        gate = stage.gate();
        service.run(RunRequest.dryRun());
        shelf.beforeRemoving(gate);
    }

    private void assertStoppedAfterOneBatch() {
        page.sees("Stopped: 100 removed");
        CleanupRun run = service.latest(1).get(0);
        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).contains("otto");
        assertThat(shelf.ids()).hasSize(2_401);
    }

    @Test
    void by_click_by_somebody_who_did_not_begin_it() throws Exception {
        service.begin(RunRequest.apply(service.latest(1).get(0).id()).requestedBy("ada"));
        gate.awaitArrival();
        page.openAs(Role.OPERATOR);
        page.seesProgressOf("shelf");
        page.press(STOP);
        page.sees("Stopping");
        gate.open();
        assertStoppedAfterOneBatch();
    }

    @Test
    void by_keyboard_and_the_page_follows_what_it_began() throws Exception {
        page.openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.press(remove("2,500 items"));
        gate.awaitArrival();
        page.button(STOP);
        page.tabTo(STOP);
        browser.type(Keys.ENTER);
        page.sees("Stopping");
        gate.open();

        page.sees("Stopped: 100 removed");
        assertThat(service.latest(1).get(0).status()).isEqualTo(RunStatus.STOPPED);
    }
}
