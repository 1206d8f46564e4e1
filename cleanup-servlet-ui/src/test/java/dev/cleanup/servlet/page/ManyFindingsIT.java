package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ten thousand findings are looked through as quickly as ten. */
@NeedsBrowser
class ManyFindingsIT {
    private static final int MANY = 10_000;

    /** Within this a view is there, on a machine that has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @AutoClose
    private final Stage stage;

    private final CleanupPage page;

    ManyFindingsIT(Browser browser) {
        stage = new Stage(browser);
        Shelf shelf = Shelf.withOld(MANY);
        CleanupService service =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).findings(MANY));
        service.run(RunRequest.dryRun());
        page = stage.page(service);
    }

    private void soon(String words, Runnable step) {
        Instant before = Instant.now();
        step.run();
        page.sees(words);
        assertThat(Duration.between(before, Instant.now())).as(words).isLessThan(SOON);
    }

    @Test
    void the_first_and_the_last_page_and_a_filter_come_soon() {
        page.openAs(Role.VIEWER);
        page.sees("10,000");
        soon("1–50 of 10,000 items", () -> page.go("orphaned"));
        page.seesRows(50);
        soon("9,951–10,000 of 10,000 items", () -> page.press("Last"));
        page.seesRows(50);
        soon("1–1 of 1 item", () -> page.filter().sendKeys("old-9999"));
        assertThat(page.rows("findings")).singleElement().asString().startsWith("old-9999");
    }
}
