package dev.cleanup.jdbc;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the history share: an empty database, and stores in it as nodes have them, each with connections of its own. */
abstract class HistoryContract {
    private final List<JdbcConnectionPool> pools = new ArrayList<>();
    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    final void emptyDatabase() {
        db = database();
    }

    @AfterEach
    final void closePools() {
        pools.forEach(JdbcConnectionPool::dispose);
    }

    /** A new pool of connections to the database. */
    final DataSource pool() {
        JdbcConnectionPool pool = db.pool();
        pools.add(pool);
        return pool;
    }

    /** The first store of a database. */
    final JdbcHistoryStore store() {
        return JdbcHistoryStore.builder(pool()).createTables().build();
    }

    /** A store as another node has it, or the same node after a restart. */
    final JdbcHistoryStore another() {
        return JdbcHistoryStore.builder(pool()).build();
    }
}
