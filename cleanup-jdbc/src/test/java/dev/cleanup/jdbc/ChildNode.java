package dev.cleanup.jdbc;

import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import java.time.Duration;

/** A node in a process of its own: removes one item for each byte that it reads, and says what happens. */
final class ChildNode {
    private ChildNode() {}

    public static void main(String[] arguments) {
        JdbcHistoryStore history =
                JdbcHistoryStore.builder(new UrlDataSource(arguments[0])).build();
        Steps task = new Steps(() -> {
            System.out.println("batch");
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there any more");
            }
        });
        try (CleanupService service =
                CleanupService.builder().task(task).history(history).build()) {
            RunHandle run = service.begin(RunRequest.execute());
            System.out.println("run " + run.current().id());
            await().atMost(Duration.ofMinutes(5)).until(() -> run.current().status() != RunStatus.RUNNING);
            System.out.println("stopping");
            CleanupRun ended = run.await();
            System.out.println("ended " + ended.status());
        }
    }
}
