package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.DONE;
import static dev.cleanup.servlet.page.CleanupPage.DRY_RUN;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.LOOKED;
import static dev.cleanup.servlet.page.CleanupPage.remove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.servlet.Crates;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A task that is switched off is shown calmly and with its reason, and nothing of it counts as what would go. */
@NeedsBrowser
class SwitchedOffIT {
    private static final String WHY = "CONTAINER_CLEANUP_ENABLED is false";

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf containers = Shelf.withOld(7);
    private final Crates crates = new Crates(containers.task("containers"), 0);
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service;

    SwitchedOffIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder()
                .task(shelf.task("shelf"))
                .task(crates, RemovalLimit.items(1))
                .schedule(Schedule.every(Duration.ofHours(6))));
        service.start();
    }

    private CleanupPage open(String hash) {
        return stage.page(service).openAs(Role.ADMIN, hash);
    }

    @Test
    void the_dashboard_says_off_and_why_instead_of_when_and_how_many() {
        service.run(RunRequest.execute()); // too many containers
        crates.off(WHY);

        CleanupPage page = open("");

        page.sees("One task fine, one off");
        assertThat(page.rows("tasks").get(1))
                .startsWith("containers")
                .contains("OFF " + WHY)
                .doesNotContain("next", "every", "over the limit", "of 8");
        assertThat(page.rows("tasks").get(0)).contains("next");
        assertThat(page.onScreen("needs a decision")).isFalse();
        assertThat(page.offers("Review")).isFalse();
        for (String scheme : new String[] {"light", "dark"}) {
            browser.media("screen", "prefers-color-scheme", scheme);
            assertThat(Axe.violations(browser)).as(scheme).isEmpty();
        }
    }

    @Test
    void what_was_found_while_it_was_on_is_neither_shown_nor_offered_nor_removed() {
        service.run(RunRequest.dryRun());
        crates.off(WHY);
        CleanupPage page = open("");
        page.press("All 3");
        page.seesRows(3);
        page.sees("3 items; expires");
        page.field("Task").sendKeys("containers");
        page.field("Id of the item").sendKeys("old-1", Keys.ENTER);
        page.sees("It would go, but its task is off");

        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.sees("Remove 3 items?", "off: " + WHY);
        page.press(remove("3 items"));

        page.sees(DONE + "3 removed");
        assertThat(shelf.ids()).containsExactly("new");
        assertThat(containers.ids()).hasSize(8);
    }

    @Test
    void a_run_that_found_it_off_says_so_and_is_no_look_at_it() {
        crates.off(WHY);
        CleanupPage page = open("");
        page.press(DRY_RUN);
        page.sees(LOOKED + "3 items");

        page.go("runs/" + service.latest(1).get(0).id());

        page.sees("off: " + WHY);
        assertThat(page.rows("parts").get(1)).contains("– – – off off: " + WHY);
        crates.on();
        page.press("Dashboard");
        page.sees("Both tasks fine");
        assertThat(page.rows("tasks").get(1)).contains("not looked yet");
    }
}
