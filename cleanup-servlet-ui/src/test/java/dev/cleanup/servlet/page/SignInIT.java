package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.NOT_SIGNED_IN;
import static dev.cleanup.servlet.page.CleanupPage.NO_LONGER_ACCEPTED;
import static dev.cleanup.servlet.page.CleanupPage.SIGNED_IN_AS;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_OUT;
import static dev.cleanup.servlet.page.CleanupPage.WRONG_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Who comes in, and how. */
@NeedsBrowser
class SignInIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupService service;
    private final AtomicBoolean revoked = new AtomicBoolean();
    private final CleanupPage page;

    SignInIT(Browser browser) {
        this.browser = browser;
        this.stage = new Stage(browser);
        service = stage.service(CleanupService.builder().task(Shelf.withOld(12).task("shelf")));
        page = stage.page(CleanupServlet.builder(service)
                .authenticator(request -> revoked.get() ? Optional.empty() : Site.TOKENS.authenticate(request))
                .build());
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
        page.press(SIGN_IN);
        page.signIn(Role.OPERATOR);
        page.sees(SIGNED_IN_AS + "otto");
    }

    @Test
    void signing_out_takes_the_data_off_the_screen_and_a_reload_forgets_the_token() {
        page.openAs(Role.ADMIN);
        page.sees("shelf");
        page.press(SIGN_OUT);
        page.awaitDialog(SIGN_IN_DIALOG);
        assertThat(page.onScreen("shelf")).isFalse();
        page.signIn(Role.VIEWER);
        page.sees(SIGNED_IN_AS + "vera", "shelf");

        browser.driver().navigate().refresh();

        page.awaitDialog(SIGN_IN_DIALOG);
        assertThat(page.onScreen("shelf")).isFalse();
    }

    @Test
    void a_token_that_is_revoked_meanwhile_brings_the_dialog_and_keeps_view_and_filter() {
        service.run(RunRequest.dryRun());
        page.openAs(Role.VIEWER, "orphaned?q=old-1");
        page.seesRows(3); // old-1, old-10, old-11
        revoked.set(true);
        browser.type("r");
        page.awaitDialog(SIGN_IN_DIALOG);
        page.sees(NO_LONGER_ACCEPTED);
        assertThat(page.hash()).isEqualTo("#/orphaned?q=old-1");
        revoked.set(false);

        page.signIn(Role.OPERATOR);

        page.sees(SIGNED_IN_AS + "otto");
        page.seesRows(3);
        assertThat(page.filter().getAttribute("value")).isEqualTo("old-1");
        assertThat(page.hash()).isEqualTo("#/orphaned?q=old-1");
    }
}
