package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The server's session ends with the query, wherever its connection came from. */
class EndOfSessionTest {
    private static final Postgres SHOP = Postgres.shop();

    private static String endedSession(SafeQueries queries) {
        String pid = queries.adHoc("alice", "SELECT pg_backend_pid(), pg_advisory_lock(1)", List.of())
                .rows()
                .get(0)
                .get(0);
        SHOP.awaitGone(pid);
        assertThat(SHOP.texts("SELECT objid FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
        return pid;
    }

    private static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        DataSource physical = SHOP.as(Postgres.READER);
        config.setDataSource(physical);
        config.setMaximumPoolSize(1);
        return config;
    }

    @Test
    void without_a_pool() {
        SafeQueries queries =
                SafeQueries.builder().adHoc(SHOP.as(Postgres.READER)).build();

        assertThat(endedSession(queries)).isNotEqualTo(endedSession(queries));
    }

    @Test
    void with_a_pool_which_gives_another_one_next_time() {
        try (HikariDataSource pool = new HikariDataSource(pool())) {
            SafeQueries queries = SafeQueries.builder().adHoc(pool).build();

            assertThat(endedSession(queries)).isNotEqualTo(endedSession(queries));
        }
        SHOP.awaitNothingLeft(Postgres.READER);
    }

    @Test
    void with_a_pool_that_has_nothing_to_reset() {
        HikariConfig config = pool();
        config.setAutoCommit(false);
        config.setReadOnly(true);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            SafeQueries queries = SafeQueries.builder().adHoc(pool).build();

            assertThat(endedSession(queries)).isNotEqualTo(endedSession(queries));
        }
        SHOP.awaitNothingLeft(Postgres.READER);
    }
}
