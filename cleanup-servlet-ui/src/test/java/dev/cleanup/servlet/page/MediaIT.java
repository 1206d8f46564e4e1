package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunRequest;
import dev.cleanup.servlet.Role;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** On paper there is nothing to press, and nothing moves for whoever does not want it. */
@NeedsBrowser
class MediaIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Demo demo;

    MediaIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        demo = new Demo(stage);
    }

    private List<WebElement> visible(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orphaned", "history"})
    void on_paper_the_data_stay_and_what_is_pressed_goes(String view) {
        stage.page(demo.servlet()).openAs(Role.ADMIN, view).sees("maria");
        assertThat(visible("button:not(.sort)")).isNotEmpty();
        assertThat(visible("header nav")).isNotEmpty();

        browser.media("print", "prefers-color-scheme", "dark");

        assertThat(visible("button:not(.sort), nav[aria-label=Views], input, select, footer"))
                .isEmpty();
        assertThat(visible("main h1, main table")).hasSizeGreaterThan(1);
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.run("return getComputedStyle(document.querySelector('main h1')).color"))
                .as("ink of the light scheme")
                .isEqualTo("rgb(29, 31, 33)");
    }

    @Test
    void nothing_moves_for_whoever_does_not_want_it() throws Exception {
        Gate gate = stage.gate();
        demo.holdLook(gate);
        demo.service().begin(RunRequest.dryRun());
        gate.awaitArrival();
        stage.page(demo.servlet()).openAs(Role.ADMIN).seesProgressOf("deleted-bots");
        String moving = "return getComputedStyle(document.querySelector('progress')).animationName";
        assertThat(browser.run(moving)).isEqualTo("look");

        browser.media("screen", "prefers-reduced-motion", "reduce");

        assertThat(browser.run(moving)).isEqualTo("none");
    }
}
