package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN_DIALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Shelf;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What somebody waits for who has never been here. */
@NeedsBrowser
class FirstVisitIT {
    private static final int VISITS = 5;

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupPage page;

    FirstVisitIT(Browser browser) {
        this.browser = browser;
        this.stage = new Stage(browser);
        CleanupService service =
                stage.service(CleanupService.builder().task(Shelf.withOld(12).task("shelf")));
        this.page = stage.page(
                CleanupServlet.builder(service).authenticator(Site.TOKENS).build());
    }

    @Test
    void something_is_on_screen_within_half_a_second_and_60_kB_bring_the_whole_page() {
        double[] paints = new double[VISITS];
        for (int i = 0; i < VISITS; i++) {
            browser.cdp("Network.clearBrowserCache", Map.of());
            browser.open("about:blank");
            page.open("");
            page.awaitDialog(SIGN_IN_DIALOG);
            paints[i] = number("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        }
        double bytes =
                number("[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
                        + ".reduce((sum, one) => sum + one.encodedBodySize, 0)");
        Arrays.sort(paints);
        System.out.println("first contentful paint " + Arrays.toString(paints) + " ms, " + bytes + " bytes");

        assertThat(paints[VISITS / 2]).as("the median of the first paints, ms").isLessThan(500);
        assertThat(bytes).isBetween(40_000.0, 60_000.0);
    }

    private double number(String expression) {
        return ((Number) browser.run("return " + expression)).doubleValue();
    }
}
