package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.NOT_SIGNED_IN;
import static dev.cleanup.servlet.page.CleanupPage.SIGNED_IN_AS;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_OUT;
import static dev.cleanup.servlet.page.CleanupPage.WRONG_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Who comes in, and how. */
@NeedsBrowser
class SignInIT {
    private final CleanupService service =
            CleanupService.builder().task(Shelf.withOld(3).task("shelf")).build();
    private final Site site = Site.of(service);
    private final Browser browser;
    private final CleanupPage page;

    SignInIT(Browser browser) {
        this.browser = browser;
        this.page = new CleanupPage(browser, site);
    }

    @AfterEach
    void stop() {
        site.close();
        service.close();
    }

    @Test
    void a_wrong_token_is_told_and_the_right_one_goes_on() {
        page.open("");
        page.awaitDialog(SIGN_IN_DIALOG);
        page.field("Token").sendKeys("nobody-has-this-token-of-40-characters!!");
        page.press(SIGN_IN);
        page.sees(WRONG_TOKEN);
        assertThat(page.onScreen("shelf")).as("data for strangers").isFalse();

        page.field("Token").sendKeys(Site.token(Role.VIEWER));
        page.press(SIGN_IN);

        page.awaitNoDialog();
        page.sees(SIGNED_IN_AS + "vera", "shelf");
    }

    @Test
    void the_keyboard_alone_is_enough() {
        page.open("");
        page.awaitDialog(SIGN_IN_DIALOG);
        browser.type(Site.token(Role.VIEWER), Keys.ENTER);

        page.awaitNoDialog();
        page.sees(SIGNED_IN_AS + "vera");
        page.tabTo(SIGN_OUT);
        browser.type(Keys.ENTER);
        page.awaitDialog(SIGN_IN_DIALOG);
        browser.type(Keys.ESCAPE);
        page.awaitNoDialog();
        page.sees(NOT_SIGNED_IN);
    }

    @Test
    void signing_out_takes_the_data_off_the_screen_and_the_next_request_needs_a_token_again() {
        page.openAs(Role.ADMIN);
        page.sees("shelf");

        page.press(SIGN_OUT);

        page.awaitDialog(SIGN_IN_DIALOG);
        assertThat(page.onScreen("shelf")).isFalse();
        page.signIn(Role.VIEWER);
        page.sees(SIGNED_IN_AS + "vera");
    }
}
