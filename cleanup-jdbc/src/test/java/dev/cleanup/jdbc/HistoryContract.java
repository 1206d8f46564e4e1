package dev.cleanup.jdbc;

import org.junit.jupiter.api.BeforeEach;

/** What the tests of the history share: an empty database, and stores in it as nodes have them. */
abstract class HistoryContract {
    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    final void emptyDatabase() {
        db = database();
    }

    /** The first store of a database. */
    final JdbcHistoryStore store() {
        return JdbcHistoryStore.builder(db.dataSource).createTables().build();
    }

    /** A store as another node has it, or the same node after a restart. */
    final JdbcHistoryStore another() {
        return JdbcHistoryStore.builder(new UrlDataSource(db.url)).build();
    }
}
