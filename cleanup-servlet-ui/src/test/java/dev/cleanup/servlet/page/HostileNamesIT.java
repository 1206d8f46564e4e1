package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.NO_SUCH_RUN;
import static dev.cleanup.servlet.page.CleanupPage.remove;
import static dev.cleanup.servlet.page.HostileTask.IMAGE;
import static dev.cleanup.servlet.page.HostileTask.SCRIPT;
import static dev.cleanup.servlet.page.HostileTask.TURNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Crates;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Whatever strangers call their things, it is text, it turns nothing round, and it breaks no layout. */
@NeedsBrowser
class HostileNamesIT {
    /** Puts strange words wherever an answer has words, as a service would that cleans nothing. */
    private static final String UNCLEAN = """
            const words = '%s' + '\\u202e' + 'm'.repeat(10_000);
            const huge = words + 'm'.repeat(1 << 20);
            const own = ['service', 'environment', 'description', 'policy', 'rule', 'label', 'reason', 'text', 'requestedBy', 'name', 'schedule'];
            const spoil = (value, key) => Array.isArray(value) ? value.map((one) => spoil(one, key))
              : value && typeof value === 'object'
                ? Object.fromEntries(Object.entries(value).map(([name, one]) => key === 'tags' ? [words, words] : [name, spoil(one, name)]))
                : own.includes(key) || (key === 'off' && value) || key === 'notices' || key === 'reasons' ? (key === 'label' ? huge : words) : value;
            const fetched = fetch;
            window.fetch = async (...asked) => {
              const { status, headers, body } = await fetched(...asked);
              if (!body || status === 304) return new Response(null, { status, headers });
              const answer = await new Response(body).json();
              return new Response(JSON.stringify(spoil(answer, '')), { status, headers });
            };
            """;

    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupService service;
    private final CleanupPage page;

    HostileNamesIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder()
                .task(new HostileTask())
                .task(new Crates(Shelf.withOld(1).task("off"), 0).off(IMAGE + SCRIPT + TURNED + HostileTask.HUGE)));
        CleanupRun plan = service.run(RunRequest.dryRun().requestedBy(IMAGE + TURNED));
        service.run(RunRequest.apply(plan.id()).requestedBy(SCRIPT));
        service.run(RunRequest.dryRun().requestedBy(SCRIPT + HostileTask.HUGE));
        page = stage.page(CleanupServlet.builder(service)
                .authenticator(Site.TOKENS)
                .environment(IMAGE)
                .build());
    }

    private void assertHarmless(String view) {
        browser.assertUnharmed();
        assertThat(browser.text())
                .as("marks that turn text on " + view)
                .doesNotContainPattern("[\u202a-\u202e\u2066-\u2069]");
        for (int width : List.of(Browser.WIDTH, Browser.PHONE)) {
            browser.width(width);
            browser.assertFits(view + " at " + width);
        }
        browser.width(Browser.WIDTH);
    }

    private void lookAround() {
        page.openAs(Role.ADMIN);
        page.sees("hostile", "Trends");
        assertThat(page.rows("tasks").get(1)).contains("OFF " + IMAGE);
        assertHarmless("dashboard");
        page.press("Table");
        assertHarmless("numbers");
        page.go("orphaned?q=" + URLEncoder.encode(IMAGE, StandardCharsets.UTF_8).replace("+", "%20"));
        page.sees("Why is this one still here");
        assertHarmless("filtered by a hostile name");
        page.go("orphaned");
        page.seesRows(5);
        page.sees(SCRIPT, IMAGE);
        page.field("Id of the item").sendKeys(IMAGE, Keys.ENTER);
        page.sees("cannot explain");
        assertHarmless("orphaned");
        page.press(EXECUTE);
        page.awaitDialog(CONFIRM_DIALOG);
        assertHarmless("question");
        page.press(remove("5 items"));
        page.sees("5 failed");
        page.go("runs/" + service.latest(1).get(0).id());
        page.sees("Still there");
        assertHarmless("run");
        page.go("history");
        page.seesRows(4);
        assertHarmless("history");
        page.go("runs/" + URLEncoder.encode(IMAGE, StandardCharsets.UTF_8).replace("+", "%20"));
        page.sees(NO_SUCH_RUN);
        assertHarmless("no such run");
    }

    @Test
    void from_tasks_and_callers() {
        lookAround();
    }

    @Test
    void from_a_service_that_cleans_nothing() {
        browser.inject(UNCLEAN.formatted((IMAGE + SCRIPT).replace("/", "\\/")));
        lookAround();
    }
}
