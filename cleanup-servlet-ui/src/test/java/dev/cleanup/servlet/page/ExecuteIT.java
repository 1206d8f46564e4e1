package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CANCEL;
import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.DONE;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.TYPE_NAME;
import static dev.cleanup.servlet.page.CleanupPage.remove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunMode;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Crates;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A plan is executed after a question, and takes what it showed. */
@NeedsBrowser
class ExecuteIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3).put(Resource.of("ancient", Shelf.daysAgo(30)));
    private final Shelf cellar = Shelf.withOld(2);
    private final CleanupService service;
    private final CleanupRun plan;

    ExecuteIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder()
                .name("bots")
                .task(shelf.task("shelf"))
                .task(cellar.task("cellar"), RemovalLimit.items(1))
                .clock(() -> Instant.now().minus(Duration.ofMinutes(10))));
        plan = service.run(RunRequest.dryRun().requestedBy("night shift"));
    }

    private CleanupPage page(long confirmAbove) {
        return stage.page(CleanupServlet.builder(service)
                .authenticator(Site.TOKENS)
                .environment("production")
                .confirmAbove(confirmAbove)
                .build());
    }

    @Test
    void the_question_says_what_goes_where_and_by_whose_plan_and_the_focus_is_on_cancel() {
        CleanupPage page = page(100).openAs(Role.ADMIN);

        page.press(EXECUTE);

        WebElement dialog = page.awaitDialog(CONFIRM_DIALOG);
        assertThat(browser.focused().getAccessibleName()).isEqualTo(CANCEL);
        page.sees("4 items in production");
        assertThat(dialog.getText())
                .contains("bots", "production", "night shift, 10 min", "ago; expires in 49 min")
                .contains("shelf", "4 items of 5", "oldest 30 d", "newest 9 d")
                .contains("cellar", "2 items of 3", "limit");
        assertThat(dialog.getDomAttribute("aria-labelledby")).isEqualTo("confirm-title");
    }

    @Test
    void escape_and_cancel_remove_nothing_and_give_the_focus_back() {
        CleanupPage page = page(100).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        browser.type(Keys.ESCAPE);
        page.awaitNoDialog();
        assertThat(browser.focused().getAccessibleName()).isEqualTo(EXECUTE);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.press(CANCEL);
        page.awaitNoDialog();

        assertThat(service.latest(10)).containsExactly(plan);
        assertThat(shelf.ids()).hasSize(5);
    }

    @Test
    void only_what_the_plan_showed_goes_and_a_task_over_its_limit_only_when_it_was_ticked() {
        shelf.put(Resource.of("late", Shelf.daysAgo(9)));
        CleanupPage page = page(100).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.press(remove("4 items"));
        page.sees(DONE + "4 removed");
        assertThat(shelf.ids()).containsExactly("late", "new");
        assertThat(cellar.ids()).hasSize(3);
        CleanupRun done = service.latest(1).get(0);
        assertThat(done.mode()).isEqualTo(RunMode.APPLY);
        assertThat(done.plan()).contains(plan.id());
        assertThat(done.requestedBy()).contains("ada");
        assertThat(page.offers(EXECUTE)).as("the same plan once more").isFalse();
    }

    @Test
    void ticking_a_task_over_its_limit_approves_it() {
        CleanupPage page = page(100).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.one(By.xpath("//dialog//label[contains(., 'cellar')]//input")).click();
        page.press(remove("6 items"));

        page.sees(DONE + "6 removed");
        assertThat(cellar.ids()).containsExactly("new");
    }

    @Test
    void above_the_threshold_the_name_of_the_task_has_to_be_typed() {
        CleanupPage page = page(3).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        assertThat(page.offers(remove("4 items"))).isFalse();
        page.field(TYPE_NAME).sendKeys("cellar", Keys.ENTER);
        assertThat(page.offers(remove("4 items"))).as("the wrong name").isFalse();
        page.awaitDialog(CONFIRM_DIALOG);
        page.field(TYPE_NAME).clear();
        page.field(TYPE_NAME).sendKeys("shelf");

        page.press(remove("4 items"));

        page.sees(DONE + "4 removed");
    }

    @Test
    void the_room_that_was_given_back_is_said_of_the_run_and_of_its_tasks() {
        CleanupService images = stage.service(CleanupService.builder()
                .task(new Crates(Shelf.withOld(3).task("images"), 411_000_000))
                .task(cellar.task("cellar")));
        CleanupRun found = images.run(RunRequest.dryRun());
        CleanupPage page = stage.page(images).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.press(remove("5 items"));
        page.sees(DONE + "5 removed, 1.2 GB given back");

        page.press("Show the run");

        page.sees("5 removed, 1.2 GB given back");
        assertThat(page.rows("parts").get(0)).endsWith("removed 3 1.2 GB given back");
        assertThat(page.rows("parts").get(1)).as("a task that does not know").endsWith("removed 2");
        page.press("Dismiss");
        page.go("runs/" + found.id());
        page.sees("5 would go");
        assertThat(page.onScreen("given back")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1 B", "999,999 B", "1000,1 kB", "999949,999.9 kB", "999950,1 MB", "1234567890,1.2 GB", "9e15,9 PB"})
    void room_is_said_in_decimal_units_with_at_most_one_decimal(double bytes, String words) {
        CleanupService images = stage.service(
                CleanupService.builder().task(new Crates(Shelf.withOld(1).task("images"), (long) bytes)));
        String id = images.run(RunRequest.execute()).id();
        stage.page(images).openAs(Role.VIEWER, "runs/" + id).sees("1 removed, " + words + " given back");
    }

    @Test
    void the_keyboard_alone_is_enough() {
        CleanupPage page = page(3).openAs(Role.ADMIN);
        page.tabTo(EXECUTE);
        browser.type(Keys.ENTER);
        page.awaitDialog(CONFIRM_DIALOG);
        browser.tabBack();
        browser.type("shelf");
        page.tabTo(remove("4 items"));
        browser.type(Keys.ENTER);

        page.sees(DONE + "4 removed");
        assertThat(shelf.ids()).containsExactly("new");
    }
}
