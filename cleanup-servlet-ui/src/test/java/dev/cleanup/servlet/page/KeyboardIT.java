package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.HELP;
import static dev.cleanup.servlet.page.CleanupPage.HELP_DIALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everything is reachable without a mouse, and the focus is never lost. */
@NeedsBrowser
class KeyboardIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupService service;
    private final CleanupPage page;

    KeyboardIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder().task(Shelf.withOld(3).task("shelf")));
        service.run(RunRequest.dryRun());
        page = stage.page(service);
    }

    @BeforeEach
    void open() {
        page.openAs(Role.OPERATOR);
        page.sees("shelf");
    }

    @Test
    void help_opens_and_closes_and_gives_the_focus_back() {
        page.tabTo("History");
        browser.type("?");
        page.awaitDialog(HELP_DIALOG);
        page.sees("dashboard", "refresh now", "dry run");
        browser.type("d");
        browser.type(Keys.ESCAPE);
        page.awaitNoDialog();
        assertThat(browser.focused().getAccessibleName()).isEqualTo("History");
        assertThat(service.latest(10)).as("keys in a dialog are no commands").hasSize(1);
        page.press(HELP);
        page.awaitDialog(HELP_DIALOG);
        page.press("Close");
        page.awaitNoDialog();
    }

    @Test
    void two_keys_go_to_each_view_and_the_focus_to_its_heading() {
        browser.type("g", "o");
        page.sees("Why is this one still here");
        assertThat(page.hash()).isEqualTo("#/orphaned");
        browser.await(
                "the focus on the heading",
                () -> browser.focused().getText().equals("Orphaned resources") ? true : null);
        browser.type("g", "h");
        page.sees("Newest first");
        assertThat(page.hash()).isEqualTo("#/history");
        browser.type("g", "d");
        page.sees("Trends");
        assertThat(page.hash()).isEqualTo("#/");
        browser.type("d", "g");
        assertThat(page.hash()).as("the other way round").isEqualTo("#/");
    }

    @Test
    void every_view_and_run_is_reached_by_tab_and_enter() {
        page.tabTo("Orphaned");
        browser.type(Keys.ENTER);
        page.sees("Why is this one still here");
        page.tabTo("Label");
        browser.type(Keys.ENTER);
        browser.await("sorted", () -> page.hash().contains("sort=label") ? true : null);
        page.tabTo("dry run");
        browser.type(Keys.ENTER);
        page.sees("What it found");
        assertThat(page.hash()).isEqualTo("#/runs/" + service.latest(1).get(0).id());
        browser.await(
                "the focus on the heading", () -> browser.focused().getTagName().equals("h1") ? true : null);
    }

    @Test
    void the_first_tab_skips_to_the_content() {
        browser.driver().navigate().refresh();
        page.signIn(Role.OPERATOR);
        browser.run("document.activeElement.blur()");
        browser.type(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        browser.type(Keys.ENTER);
        assertThat(browser.focused().getTagName()).isEqualTo("main");
    }

    @Test
    void keys_with_a_modifier_belong_to_the_browser() {
        browser.run("addEventListener('keydown', (event) => event.preventDefault())");
        new org.openqa.selenium.interactions.Actions(browser.driver())
                .keyDown(Keys.CONTROL)
                .sendKeys("d")
                .keyUp(Keys.CONTROL)
                .perform();
        page.awaitNoDialog();
        assertThat(service.latest(10)).hasSize(1);
    }
}
