package dev.cleanup.jdbc;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** A node in a process of its own, which comes to a halt at one step of its second batch, says so, and waits to be killed. */
final class CrashingNode {
    /** One batch is done by then. */
    private static final int DONE_BEFORE = 1;

    private final Step stop;
    private final String table;
    private Step at = Step.SAVED;
    private int committed;

    private CrashingNode(Step stop, String table) {
        this.stop = stop;
        this.table = "\"" + table.toUpperCase(Locale.ROOT) + "\"";
    }

    /** How far a batch has come. */
    enum Step {
        BEGUN,
        LOCKED,
        DELETED,
        COMMITTED,
        SAVING,
        SAVE_SENT,
        SAVED
    }

    public static void main(String[] arguments) throws SQLException {
        String table = arguments[1];
        CrashingNode node = new CrashingNode(Step.valueOf(arguments[2]), table);
        CleanupTask task = table.equals("bots")
                ? Herd.expired(node.hooked(arguments[0], node::batch))
                : Herd.orphans(node.hooked(arguments[0], node::batch));
        // As a pool does: an H2 that nobody has open would be closed, and so written, after each batch.
        Connection idle = new UrlDataSource(arguments[0]).getConnection();
        try (CleanupService service =
                Herd.service(node.hooked(arguments[0], node::save), task).build()) {
            service.run(RunRequest.execute());
        }
        idle.close();
        System.out.println("ended");
    }

    private interface Call {
        void begins(String call, String argument) throws InterruptedException;
    }

    private DataSource hooked(String url, Call begins) {
        return HookedDataSource.of(new UrlDataSource(url), (real, call, argument) -> {
            try {
                begins.begins(call, argument.toUpperCase(Locale.ROOT));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Before each call of the task: a step is over when the next call begins. */
    private synchronized void batch(String call, String argument) throws InterruptedException {
        boolean ofTable = call.startsWith("prepare") && argument.contains(table);
        boolean deletes = ofTable && argument.contains("DELETE FROM");
        if (at != Step.BEGUN && (deletes || (ofTable && argument.contains("FOR UPDATE")))) {
            awaitSave();
            reach(Step.BEGUN);
        }
        if (deletes) {
            reach(Step.LOCKED);
        } else if (at == Step.LOCKED && call.equals("rollback")) {
            // There were more rows than a batch may hold; it tries again.
            at = Step.SAVED;
        } else if (at == Step.LOCKED && call.equals("commit")) {
            reach(Step.DELETED);
        } else if (at == Step.DELETED) {
            committed++;
            reach(Step.COMMITTED);
        }
    }

    /** Before each call of the history. */
    private synchronized void save(String call, String argument) throws InterruptedException {
        if (at == Step.COMMITTED && call.startsWith("prepare") && argument.contains("TASK_RUNS")) {
            reach(Step.SAVING);
        } else if (at == Step.SAVING && call.equals("commit")) {
            reach(Step.SAVE_SENT);
        } else if (at == Step.SAVE_SENT) {
            reach(Step.SAVED);
        }
    }

    /** The history is saved once a second, beside the batches, and only what is new since the last save. */
    private void awaitSave() throws InterruptedException {
        while (stop.compareTo(Step.COMMITTED) > 0 && committed > DONE_BEFORE) {
            wait();
        }
    }

    private void reach(Step step) throws InterruptedException {
        at = step;
        int needed = step.compareTo(Step.COMMITTED) < 0 ? DONE_BEFORE : DONE_BEFORE + 1;
        if (step == stop && committed >= needed) {
            System.out.println("at " + step);
            while (true) {
                wait();
            }
        }
    }
}
