package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import dev.cleanup.throttle.Throttle;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A run that its throttle holds back shows why beside its progress. */
@NeedsBrowser
class PausedIT {
    @AutoClose
    private final Stage stage;

    private final Shelf shelf = Shelf.withOld(30);
    private final CleanupService service;
    private final CleanupPage page;

    PausedIT(Browser browser) {
        stage = new Stage(browser);
        service = stage.service(CleanupService.builder()
                .task(shelf.task("shelf"))
                .throttle(Throttle.builder()
                        .pauseWhile("replication lag", () -> Optional.of("12 s, at most 10 s"))
                        .build()));
        page = stage.page(
                CleanupServlet.builder(service).authenticator(Site.TOKENS).build());
    }

    @Test
    void says_why_and_can_be_stopped() {
        service.begin(RunRequest.execute().requestedBy("ada"));
        page.openAs(Role.OPERATOR);
        page.seesProgressOf("shelf");
        page.sees("paused: replication lag 12 s, at most 10 s");

        page.press(STOP);

        page.sees("it was paused");
        assertThat(shelf.ids()).hasSize(31);
    }
}
