package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.EXPLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What would go: looked through, sorted, filtered; and why something is still here. */
@NeedsBrowser
class OrphanedIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupPage page;

    OrphanedIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        Shelf shelf = Shelf.withOld(120);
        Shelf cellar = new Shelf()
                .put(Resource.of("wine", Shelf.daysAgo(400)).labelled("Château").tagged("owner", "maria"));
        CleanupService service =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).task(cellar.task("cellar")));
        service.run(RunRequest.dryRun());
        page = stage.page(service);
    }

    @BeforeEach
    void open() {
        page.openAs(Role.VIEWER, "orphaned");
        page.sees("1–50 of 121 items");
    }

    private String first() {
        return page.rows("findings").get(0);
    }

    @Test
    void the_oldest_comes_first_with_age_and_reason_and_columns_sort_both_ways() {
        assertThat(first()).contains("wine", "Château", "owner=maria", "cellar", "400 d", "kept 7 d");
        page.press("Item");
        browser.await("sorted by id", () -> first().startsWith("old-0 ") ? true : null);
        page.press("Item ↑");
        browser.await("from the last id", () -> first().startsWith("wine") ? true : null);
        assertThat(page.hash()).contains("sort=id", "order=desc");
    }

    @Test
    void pages_are_turned_to_the_last_and_back() {
        page.press("Next");
        page.sees("51–100 of 121 items");
        page.press("Last");
        page.sees("101–121 of 121 items");
        page.seesRows(21);
        assertThat(page.offers("Next")).isFalse();
        assertThat(page.hash()).contains("page=3");
        page.press("Previous");
        page.sees("51–100 of 121 items");
        page.press("First");
        page.sees("1–50 of 121 items");
    }

    @Test
    void filters_by_task_and_words_stand_in_the_address_and_begin_at_the_first_page() {
        page.press("Last");
        page.sees("101–121 of 121 items");
        page.choose("Task", "shelf");
        page.sees("1–50 of 120 items");
        browser.type(Keys.ESCAPE);
        page.filter().sendKeys("old-11");
        page.seesRows(11); // old-11 and old-110 to old-119
        assertThat(page.hash()).contains("task=shelf", "q=old-11").doesNotContain("page");

        browser.driver().navigate().refresh();
        page.signIn(Role.VIEWER);

        page.seesRows(11);
        page.filter().sendKeys("-nothing");
        page.sees("Nothing matches");
    }

    @Test
    void the_filter_is_one_key_away_and_letters_typed_there_are_no_commands() {
        browser.type("/", "maria");
        page.seesRows(1);
        assertThat(page.filter().getAttribute("value")).isEqualTo("maria");
        browser.type("?");
        page.sees("Nothing matches");
        page.awaitNoDialog();
    }

    @Test
    void why_an_item_is_still_here() {
        page.choose("Task", "shelf");
        page.field("Id of the item").sendKeys("new");
        page.press(EXPLAIN);
        page.sees("It stays", "It may go");

        page.field("Id of the item").clear();
        page.field("Id of the item").sendKeys("old-7", Keys.ENTER);
        page.sees("It would go now", "kept 7 d");

        page.field("Id of the item").clear();
        page.field("Id of the item").sendKeys("nowhere", Keys.ENTER);
        page.sees("no such item");
    }
}
