package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.NO_SUCH_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What happened: all runs, and each by its own address. */
@NeedsBrowser
class HistoryIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service;
    private final CleanupRun plan;
    private final CleanupRun applied;
    private final CleanupPage page;

    HistoryIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder()
                .task(shelf.task("shelf"))
                .task(Shelf.withOld(1).task("cellar"))
                .history(HistoryStore.inMemory(100)));
        plan = service.run(RunRequest.dryRun().only("shelf").requestedBy("night shift"));
        applied = service.run(RunRequest.apply(plan.id()).requestedBy("day shift"));
        service.run(RunRequest.apply(plan.id()).requestedBy("too late"));
        page = stage.page(service);
    }

    @Test
    void every_run_is_there_with_who_and_what_came_of_it_newest_first() {
        page.openAs(Role.VIEWER, "history");
        page.seesRows(3);

        assertThat(page.rows("runs").get(0)).contains("too late", "refused");
        assertThat(page.rows("runs").get(1)).contains("plan applied", "day shift", "3", "succeeded");
        assertThat(page.rows("runs").get(2)).contains("dry run", "night shift", "plan, applied");
    }

    @Test
    void filters_by_what_outcome_task_and_words_stand_in_the_address() {
        page.openAs(Role.VIEWER, "history?mode=APPLY");
        page.seesRows(2);
        page.choose("Outcome", "refused");
        page.seesRows(1);
        assertThat(page.hash()).contains("mode=APPLY", "status=REFUSED");
        page.choose("Outcome", "all");
        page.choose("What", "all");
        page.seesRows(3);
        page.choose("Task", "cellar");
        page.sees("No run matches");
        page.choose("Task", "all");
        page.filter().sendKeys("NIGHT");
        page.seesRows(1);
    }

    @Test
    void a_long_history_is_paged() {
        for (int i = 0; i < 57; i++) {
            service.run(RunRequest.dryRun().only("cellar"));
        }
        page.openAs(Role.VIEWER, "history");
        page.sees("1–50 of 60 runs");
        page.press("Next");
        page.sees("51–60 of 60 runs");
        page.seesRows(10);
    }

    @Test
    void a_run_opens_by_its_address_and_leads_to_its_plan() {
        page.openAs(Role.VIEWER, "runs/" + applied.id());
        page.sees("Plan applied", "by day shift", "3 removed", applied.id());

        page.press("the dry run that it applied");

        page.sees("Dry run", "by night shift", "3 would go", "applied by this run");
        assertThat(page.hash()).isEqualTo("#/runs/" + plan.id());
        page.seesRows(3);
        browser.driver().navigate().back();
        page.sees("by day shift");
    }

    @Test
    void a_run_that_is_not_there_is_said_and_the_way_back_works() {
        page.openAs(Role.VIEWER, "runs/no-such-run");
        page.sees(NO_SUCH_RUN);
        page.press("History");
        page.seesRows(3);
    }
}
