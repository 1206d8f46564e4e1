package dev.cleanup.testkit;

import dev.cleanup.history.HistoryStore;
import org.junit.jupiter.api.Nested;

/** The library's own stores, held to the contract. */
class OwnHistoryTest {

    @Nested
    class InMemory extends HistoryStoreContract {
        @Override
        protected HistoryStore store() {
            return HistoryStore.inMemory();
        }
    }

    @Nested
    class InMemoryWithMoreRuns extends HistoryStoreContract {
        @Override
        protected HistoryStore store() {
            return HistoryStore.inMemory(100);
        }
    }
}
