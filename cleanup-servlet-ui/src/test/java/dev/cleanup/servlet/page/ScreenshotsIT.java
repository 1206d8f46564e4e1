package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.TYPE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of docs/images anew; see docs/page.md. No part of the other tests. */
@NeedsBrowser
@EnabledIfSystemProperty(
        named = ScreenshotsIT.FOLDER,
        matches = ".+",
        disabledReason = "no folder for pictures: -Dcleanup.screenshots=DIR")
class ScreenshotsIT {
    static final String FOLDER = "cleanup.screenshots";

    private static final int MOST_BYTES = 150_000;

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Demo demo;
    private final CleanupPage page;
    private final Path folder = Path.of(System.getProperty(FOLDER, "target")).toAbsolutePath();

    ScreenshotsIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        demo = new Demo(stage);
        page = stage.page(demo.servlet());
    }

    private void light(int width, int height) {
        browser.media("screen", "prefers-color-scheme", "light");
        browser.size(width, height);
    }

    private void take(String name) throws IOException {
        browser.run("scrollTo(0, 0); document.activeElement.blur()");
        Files.createDirectories(folder);
        byte[] picture = browser.picture();
        assertThat(picture).as(name).hasSizeLessThan(MOST_BYTES);
        Files.write(folder.resolve(name + ".png"), picture);
    }

    @Test
    void dashboard() throws IOException {
        light(Browser.WIDTH, 900);
        page.openAs(Role.ADMIN).sees("Trends", "needs a decision");
        take("dashboard");
        browser.media("screen", "prefers-color-scheme", "dark");
        take("dashboard-dark");
    }

    @Test
    void orphaned() throws IOException {
        light(Browser.WIDTH, 900);
        page.openAs(Role.ADMIN, "orphaned?task=deleted-bots").sees("1–50 of");
        take("orphaned");
    }

    @Test
    void confirm() throws IOException {
        light(Browser.WIDTH, 680); // the shadow around it does not pack well
        page.openAs(Role.ADMIN).press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.field(TYPE_NAME).sendKeys("deleted-bots");
        take("confirm");
    }

    @Test
    void run() throws IOException {
        light(Browser.WIDTH, 900);
        page.openAs(Role.ADMIN, "runs/" + demo.plan().id()).sees("What it found", "1–50 of");
        take("run");
    }

    @Test
    void phone() throws IOException {
        light(Browser.PHONE, 844);
        page.openAs(Role.ADMIN).sees("Trends");
        take("phone");
    }
}
