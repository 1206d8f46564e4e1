package dev.cleanup.servlet.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginThrottleTest {
    private final AtomicLong clock;
    private final LoginThrottle throttle;

    LoginThrottleTest() {
        // System.nanoTime may be negative, and may pass the largest long.
        clock = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5));
        throttle = new LoginThrottle(clock::get);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("10.0.0.1");
        }
    }

    @Test
    void ten_failures_are_free_and_then_one_every_six_seconds() {
        fail(LoginThrottle.BURST - 1);
        assertThat(throttle.wait("10.0.0.1", "x")).isZero();
        fail(1);
        assertThat(throttle.wait("10.0.0.1", "x")).isBetween(6L, 7L);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(throttle.wait("10.0.0.1", "x")).isZero();
        fail(1);
        assertThat(throttle.wait("10.0.0.1", "x")).isPositive();
    }

    @Test
    void a_minute_of_peace_gives_all_ten_back() {
        fail(LoginThrottle.BURST);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        fail(LoginThrottle.BURST - 1);
        assertThat(throttle.wait("10.0.0.1", "x")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void another_address_is_not_held_up(int last) {
        fail(100);
        // Addresses share slots by a keyed hash; one chance in 4,096 each.
        long held = IntStream.range(0, 50)
                .filter(i -> throttle.wait("10.0." + i + "." + last, "x") > 0)
                .count();
        assertThat(held).isLessThanOrEqualTo(2);
    }

    @Test
    void credentials_that_were_let_in_before_pass_also_from_a_slowed_address() {
        throttle.succeeded("Bearer good");
        fail(100);
        assertThat(throttle.wait("10.0.0.1", "Bearer good")).isZero();
        assertThat(throttle.wait("10.0.0.1", "Bearer other")).isPositive();
    }
}
