package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.DRY_RUN;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.LOOKED;
import static dev.cleanup.servlet.page.CleanupPage.NEW_DRY_RUN;
import static dev.cleanup.servlet.page.CleanupPage.remove;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A plan that counts no more is refused, the page says why, and the way on is a new dry run. */
@NeedsBrowser
class PlanIT {
    @AutoClose
    private final Stage stage;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final HistoryStore history = HistoryStore.inMemory();
    private final Shelf shelf = Shelf.withOld(3);

    PlanIT(Browser browser) {
        stage = new Stage(browser);
    }

    private CleanupService service(Duration kept, Duration planExpiry) {
        return stage.service(CleanupService.builder()
                .task(shelf.task("shelf", kept))
                .history(history)
                .planExpiry(planExpiry)
                .clock(() -> Instant.now().plus(ahead.get())));
    }

    private CleanupService service() {
        return service(Duration.ofDays(7), Duration.ofHours(1));
    }

    private void confirm(CleanupPage page) {
        page.awaitDialog(CONFIRM_DIALOG);
        page.press(remove("3 items"));
    }

    private void takesAnother(CleanupPage page, String found) {
        page.press(NEW_DRY_RUN);
        page.sees(found);
        assertThat(shelf.ids()).hasSize(4);
    }

    @Test
    void expired_on_the_server_while_the_page_still_offers_it() {
        CleanupService service = service();
        service.run(RunRequest.dryRun());
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);
        ahead.set(Duration.ofHours(2));
        page.press(EXECUTE);
        confirm(page);

        page.sees("Refused, nothing was removed", "expired");
        ahead.set(Duration.ZERO);
        takesAnother(page, LOOKED + "3 items");
        page.button(EXECUTE);
    }

    @Test
    void expired_long_ago_is_said_beside_the_button() {
        CleanupService service = service();
        ahead.set(Duration.ofHours(-2));
        service.run(RunRequest.dryRun());
        ahead.set(Duration.ZERO);
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);

        page.sees("plan has expired");

        assertThat(page.offers(EXECUTE)).isFalse();
        page.press(DRY_RUN);
        page.sees(LOOKED + "3 items");
        page.button(EXECUTE);
    }

    @Test
    void expiring_while_the_question_is_open() {
        CleanupService service = service(Duration.ofDays(7), Duration.ofSeconds(5));
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);
        page.press(DRY_RUN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);

        page.sees("This plan has expired");

        page.awaitDialog(CONFIRM_DIALOG);
        assertThat(page.offers(remove("3 items"))).isFalse();
        takesAnother(page, LOOKED + "3 items");
    }

    @Test
    void applied_by_somebody_else_meanwhile() {
        CleanupService service = service();
        CleanupRun plan = service.run(RunRequest.dryRun());
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        service.run(RunRequest.apply(plan.id()).requestedBy("somebody else"));
        confirm(page);

        page.sees("Refused, nothing was removed");
        page.press(NEW_DRY_RUN);
        page.sees("found nothing to remove");
        assertThat(page.offers(EXECUTE)).isFalse();
    }

    @Test
    void its_rule_was_changed_by_a_new_version_of_the_service() {
        Replaceable deployed = new Replaceable(service());
        deployed.run(RunRequest.dryRun());
        CleanupPage page = stage.page(deployed).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        deployed.replaceBy(service(Duration.ofDays(30), Duration.ofHours(1)));
        confirm(page);

        page.sees("Refused, nothing was removed");
        takesAnother(page, "found nothing to remove");
    }

    @Test
    void a_run_that_somebody_else_began_is_not_disturbed() throws Exception {
        Gate gate = stage.gate();
        CleanupService service = service();
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);
        page.button(DRY_RUN);
        shelf.beforeLooking(gate);
        service.begin(RunRequest.dryRun().requestedBy("somebody else"));
        gate.awaitArrival();

        page.press(DRY_RUN);

        page.sees("Another run is under way", "somebody else");
        assertThat(page.offers(DRY_RUN)).isFalse();
        gate.open();
        page.button(DRY_RUN);
        assertThat(service.latest(10)).hasSize(1);
    }

    @Test
    void what_went_by_another_run_since_is_counted_and_said_wherever_the_plan_is_shown() {
        CleanupService service = service();
        service.run(RunRequest.dryRun());
        service.run(RunRequest.execute().requestedBy("somebody else"));
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);

        assertThat(page.rows("tasks")).singleElement().asString().contains("0 of");
        page.sees("3 items went since the newest dry run");
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        page.sees("less may be left to remove");
        confirm(page);

        page.sees("spared");
        assertThat(page.rows("tasks")).singleElement().asString().contains("0 of");
        page.button(NEW_DRY_RUN);
    }

    @Test
    void items_that_are_counted_but_not_listed_are_said_to_be() {
        CleanupService service =
                stage.service(CleanupService.builder().task(shelf.task("shelf")).findings(2));
        service.run(RunRequest.dryRun());
        CleanupPage page = stage.page(service).openAs(Role.ADMIN);
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);

        page.sees("1 of them are counted, but not listed");
    }
}
