package dev.cleanup.jdbc;

import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postgresql.ds.PGConnectionPoolDataSource;

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
        JdbcConnectionPool pool = JdbcConnectionPool.create(db.postgres ? postgres() : h2());
        pools.add(pool);
        return pool;
    }

    private ConnectionPoolDataSource postgres() {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(db.url);
        return source;
    }

    private ConnectionPoolDataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(db.url);
        return source;
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
