package dev.cleanup.servlet.page;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.retention.Resource;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Crates;
import dev.cleanup.servlet.Shelf;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A service that has run for two weeks: every six hours it removed what bots left behind; then somebody stopped a thousand containers at once,
 * the last run refused to remove them, and an operator took a dry run. The same numbers each time.
 */
final class Demo {
    private static final Duration STEP = Duration.ofHours(6);
    private static final int STEPS = 56;
    private static final String[] KINDS = {"scraper", "mailer", "indexer", "importer"};

    private final Random random = new Random(7);
    private final Shelf bots = new Shelf();
    private final Shelf results = new Shelf();
    private final Shelf containers = new Shelf();
    private final Crates crates = new Crates(containers.task("stopped-containers", Duration.ofDays(2)), 0);
    private final CleanupService service;
    private Instant now = Instant.now().minus(STEP.multipliedBy(STEPS)).minus(2, HOURS);
    private boolean live;
    private int made;

    Demo(Stage stage) {
        for (Shelf shelf : List.of(bots, results, containers)) {
            shelf.beforeLooking(() -> now = now.plusMillis(200 + random.nextInt(900))); // a look takes its time
        }
        service = stage.service(CleanupService.builder()
                .name("bots")
                .task(bots.task("deleted-bots"))
                .task(results.task("orphaned-results", Duration.ofHours(30)))
                .task(crates)
                .schedule(Schedule.every(STEP))
                .history(HistoryStore.inMemory(STEPS + 10))
                .clock(() -> live ? Instant.now() : now));
        for (int step = 0; step < STEPS; step++) {
            leave(step == STEPS - 9 ? 1_380 : 4);
            now = now.plus(STEP);
            service.run(RunRequest.execute().requestedBy(CleanupService.SCHEDULE));
        }
        now = now.minus(Duration.ofDays(7));
        add(bots, "bot", 312, "deleted");
        now = Instant.now().minus(Duration.ofMinutes(4));
        service.run(RunRequest.dryRun().requestedBy("maria"));
        live = true;
        service.start();
    }

    /** What piles up within one step. */
    private void leave(int stopped) {
        add(bots, "bot", 20 + random.nextInt(25), "deleted");
        add(results, "result", 60 + random.nextInt(90), "orphaned");
        add(containers, "container", stopped + random.nextInt(6), "stopped");
    }

    private void add(Shelf shelf, String what, int many, String event) {
        for (int i = 0; i < many; i++) {
            String kind = KINDS[random.nextInt(KINDS.length)];
            String id = String.format(Locale.ROOT, "%s-%05d", what, ++made);
            shelf.put(Resource.of(id, now.minusSeconds(random.nextInt(6 * 3600)))
                    .labelled(kind + " " + (10 + random.nextInt(90)))
                    .tagged("type", kind)
                    .event(event));
        }
    }

    CleanupService service() {
        return service;
    }

    /** Holds the next run when it has removed so many of the first task. */
    void holdAfter(int removals, Gate gate) {
        int[] left = {removals};
        bots.beforeRemoving(() -> {
            if (--left[0] < 0) {
                gate.run();
            }
        });
    }

    /** Holds the next run at its first look. */
    void holdLook(Gate gate) {
        bots.beforeLooking(gate);
    }

    /** Switches the containers off, of which too many would go. */
    void switchOff(String why) {
        crates.off(why);
    }

    CleanupRun plan() {
        return service.latest(1).get(0);
    }

    CleanupRun lastScheduled() {
        return service.latest(2).get(1);
    }

    HttpServlet servlet() {
        return CleanupServlet.builder(service)
                .authenticator(
                        request -> Site.TOKENS.authenticate(request).map(who -> new Caller("maria", who.roles())))
                .environment("production")
                .confirmAbove(100)
                .build();
    }
}
