package dev.cleanup.jdbc;

import dev.cleanup.history.HistoryStore;
import dev.cleanup.testkit.HistoryStoreContract;
import org.junit.jupiter.api.Nested;

/** Held to the contract of every history store; another node has another store and other connections. */
class JdbcHistoryStoreTest {

    @Nested
    class OnH2 extends Shared {
        OnH2() {
            super(TestDatabase.h2());
        }
    }

    @Nested
    class OnPostgreSql extends Shared {
        OnPostgreSql() {
            super(TestDatabase.postgres());
        }
    }

    private abstract static class Shared extends HistoryStoreContract {
        private final TestDatabase db;
        private HistoryStore other;

        Shared(TestDatabase db) {
            this.db = db;
        }

        @Override
        protected HistoryStore store() {
            return JdbcHistoryStore.builder(db.dataSource).createTables().build();
        }

        @Override
        protected HistoryStore onAnotherNode(HistoryStore store) {
            other = other == null
                    ? JdbcHistoryStore.builder(new UrlDataSource(db.url)).build()
                    : other;
            return other;
        }
    }
}
