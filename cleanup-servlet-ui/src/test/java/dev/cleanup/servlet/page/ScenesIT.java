package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the page shows can be used by everybody: in light and dark, on a phone, with a screen reader. */
@NeedsBrowser
class ScenesIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;

    ScenesIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
    }

    @ParameterizedTest
    @EnumSource
    void is_accessible_in_light_and_dark_and_fits_a_phone(Scene scene) {
        browser.media("screen", "prefers-color-scheme", "light");
        scene.play(stage);
        assertThat(Axe.violations(browser)).as("in light").isEmpty();
        browser.assertFits(scene + " on a desk");

        browser.media("screen", "prefers-color-scheme", "dark");
        browser.width(Browser.PHONE);
        browser.await(
                "the width of a phone",
                () -> browser.run("return innerWidth").equals((long) Browser.PHONE) ? true : null);
        browser.assertFits(scene + " on a phone");
        assertThat(browser.unreachable()).as("what a finger cannot reach").isEmpty();
        assertThat(Axe.violations(browser)).as("in dark, on a phone").isEmpty();
    }
}
