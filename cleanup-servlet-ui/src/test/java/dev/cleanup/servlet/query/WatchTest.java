package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.servlet.query.QueryException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Postgres SHOP = Postgres.shop();

    private final Watch watch = new Watch();

    private static void assertKind(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }

    @Test
    void a_connect_that_hangs_holds_up_nobody_and_keeps_the_place_until_it_ends() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        DelegatingDataSource dataSource = new DelegatingDataSource(() -> {
            awaitUninterruptibly(hanging);
            return SHOP.as(Postgres.READER).getConnection();
        });
        CountDownLatch opened = new CountDownLatch(1);

        assertKind(
                Kind.TIMEOUT,
                () -> watch.call(SHORT, lease -> {
                    lease.open(dataSource);
                    opened.countDown();
                    return 1;
                }));
        assertKind(Kind.BUSY, () -> watch.call(SHORT, lease -> 1));
        hanging.countDown();

        await().until(() -> isFree(watch));
        assertThat(opened.getCount()).isEqualTo(1);
        SHOP.awaitNothingLeft(Postgres.READER);
    }

    @Test
    void an_answer_that_hangs_is_cut() {
        assertKind(
                Kind.TIMEOUT,
                () -> watch.call(SHORT, lease -> {
                    Connection connection = lease.open(SHOP.as(Postgres.OWNER));
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT pg_sleep(60)");
                        throw new IllegalStateException("it was not cut");
                    } finally {
                        lease.destroy();
                    }
                }));

        await().until(() -> isFree(watch));
        SHOP.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + Postgres.OWNER + "'");
        SHOP.awaitNothingLeft(Postgres.OWNER);
    }

    @Test
    void an_interrupt_ends_the_wait_and_is_kept() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        assertKind(
                Kind.TIMEOUT,
                () -> watch.call(Duration.ofMinutes(1), lease -> {
                    awaitUninterruptibly(never);
                    return 1;
                }));

        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    @Test
    void a_connection_that_was_given_back_is_not_cut() throws SQLException {
        Lease lease = new Lease(SHORT);
        try (Connection connection = SHOP.as(Postgres.READER).getConnection()) {
            boolean[] closed = {false};
            lease.open(new DelegatingDataSource(() -> unclosable(connection, closed)));
            lease.giveBack();
            lease.cut();

            assertThat(closed[0]).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
        SHOP.awaitNothingLeft(Postgres.READER);
    }

    @Test
    void what_fails_frees_the_place() throws SQLException {
        assertThatThrownBy(() -> watch.call(Duration.ofMinutes(1), lease -> {
                    throw new SQLException("lost");
                }))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> watch.call(Duration.ofMinutes(1), lease -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(watch.<Integer>call(Duration.ofMinutes(1), lease -> 1)).isEqualTo(1);
    }

    private static boolean isFree(Watch watch) throws SQLException {
        try {
            return watch.call(Duration.ofMinutes(1), lease -> true);
        } catch (QueryException busy) {
            return false;
        }
    }

    private static Connection unclosable(Connection connection, boolean[] closed) {
        return (Connection) java.lang.reflect.Proxy.newProxyInstance(
                WatchTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed[0] = true;
                        return null;
                    }
                    return method.invoke(connection, arguments);
                });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException again) {
                // As a driver that waits for a socket does.
            }
        }
    }
}
