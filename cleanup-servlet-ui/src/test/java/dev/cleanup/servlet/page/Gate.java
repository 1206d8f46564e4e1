package dev.cleanup.servlet.page;

import dev.cleanup.servlet.Shelf;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a run until the test lets it go on. */
final class Gate implements Shelf.Hook {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void run() throws InterruptedException {
        arrived.countDown();
        await(opened);
    }

    void awaitArrival() throws InterruptedException {
        await(arrived);
    }

    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody came");
        }
    }
}
