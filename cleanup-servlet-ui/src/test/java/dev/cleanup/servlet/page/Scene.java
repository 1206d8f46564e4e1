package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CONFIRM_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.EXECUTE;
import static dev.cleanup.servlet.page.CleanupPage.EXPLAIN;
import static dev.cleanup.servlet.page.CleanupPage.HELP_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.NOT_SIGNED_IN;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN;
import static dev.cleanup.servlet.page.CleanupPage.SIGN_IN_DIALOG;
import static dev.cleanup.servlet.page.CleanupPage.WRONG_TOKEN;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import org.openqa.selenium.Keys;

/** Everything that the page can show, each with the way there. */
enum Scene {
    DASHBOARD {
        @Override
        void play(Stage stage) {
            demo(stage, "").sees("needs a decision", "Next to go", "Trends");
        }
    },
    SWITCHED_OFF {
        @Override
        void play(Stage stage) {
            Demo demo = new Demo(stage);
            demo.switchOff("CONTAINER_CLEANUP_ENABLED is false");
            stage.page(demo.servlet()).openAs(Role.ADMIN).sees("Two tasks fine, one off", "Next to go", "Trends");
        }
    },
    NUMBERS {
        @Override
        void play(Stage stage) {
            CleanupPage page = demo(stage, "");
            page.press("Table");
            page.button("Removed per run").click();
            page.sees("Run");
        }
    },
    NEW_SERVICE {
        @Override
        void play(Stage stage) {
            CleanupService service =
                    stage.service(CleanupService.builder().task(Shelf.withOld(0).task("shelf")));
            stage.page(service).openAs(Role.OPERATOR).sees("Nothing has run yet");
        }
    },
    ORPHANED {
        @Override
        void play(Stage stage) {
            CleanupPage page = demo(stage, "orphaned");
            page.choose("Task", "stopped-containers");
            page.field("Id of the item").sendKeys("nobody", Keys.ENTER);
            page.button(EXPLAIN);
            page.sees("no such item");
        }
    },
    HISTORY {
        @Override
        void play(Stage stage) {
            demo(stage, "history").sees("1–50 of 57 runs");
        }
    },
    REFUSED_RUN {
        @Override
        void play(Stage stage) {
            Demo demo = new Demo(stage);
            String id = demo.lastScheduled().id();
            stage.page(demo.servlet()).openAs(Role.ADMIN, "runs/" + id).sees("What it found", "refused", id);
        }
    },
    PLAN {
        @Override
        void play(Stage stage) {
            Demo demo = new Demo(stage);
            stage.page(demo.servlet())
                    .openAs(Role.ADMIN, "runs/" + demo.plan().id())
                    .sees("not applied", "expires in");
        }
    },
    UNDER_WAY {
        @Override
        void play(Stage stage) {
            Demo demo = new Demo(stage);
            demo.holdAfter(20, stage.gate());
            demo.service().begin(RunRequest.apply(demo.plan().id()).requestedBy("maria"));
            CleanupPage page = stage.page(demo.servlet()).openAs(Role.ADMIN);
            page.seesProgressOf("deleted-bots");
        }
    },
    AWAY {
        @Override
        void play(Stage stage) {
            Site site = stage.site(new Demo(stage).servlet());
            CleanupPage page = new CleanupPage(stage.browser(), site).openAs(Role.ADMIN);
            page.sees("Trends");
            site.close();
            stage.browser().type("r");
            page.sees("The server does not answer");
        }
    },
    SIGNED_OUT {
        @Override
        void play(Stage stage) {
            CleanupPage page = stage.page(new Demo(stage).servlet()).open("");
            page.awaitDialog(SIGN_IN_DIALOG);
            stage.browser().type(Keys.ESCAPE);
            page.sees(NOT_SIGNED_IN);
        }
    },
    SIGNING_IN {
        @Override
        void play(Stage stage) {
            CleanupPage page = stage.page(new Demo(stage).servlet()).open("");
            page.awaitDialog(SIGN_IN_DIALOG);
            page.field("Token").sendKeys("not-a-token-of-anybody-here-0123456789");
            page.press(SIGN_IN);
            page.sees(WRONG_TOKEN);
        }
    },
    CONFIRM {
        @Override
        void play(Stage stage) {
            CleanupPage page = demo(stage, "");
            page.press(EXECUTE);
            page.awaitDialog(CONFIRM_DIALOG);
            page.sees("Over its limit");
        }
    },
    HELP {
        @Override
        void play(Stage stage) {
            CleanupPage page = demo(stage, "");
            stage.browser().type("?");
            page.awaitDialog(HELP_DIALOG);
        }
    };

    /** Brings the page to where it shows this. */
    abstract void play(Stage stage);

    private static CleanupPage demo(Stage stage, String hash) {
        return stage.page(new Demo(stage).servlet()).openAs(Role.ADMIN, hash);
    }
}
