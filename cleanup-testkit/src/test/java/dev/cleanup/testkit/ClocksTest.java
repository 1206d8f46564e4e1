package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void a_fixed_clock_stands() {
        FixedClock clock = FixedClock.at("2026-03-10T12:00:00Z");

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.millis()).isEqualTo(NOON.toEpochMilli());
        assertThat(clock).isEqualTo(FixedClock.at(NOON)).hasToString("FixedClock[instant=2026-03-10T12:00:00Z]");
    }

    @Test
    void a_mutable_clock_stands_until_it_is_moved() {
        MutableClock clock = MutableClock.at("2026-03-10T12:00:00Z");
        assertThat(clock.instant()).isEqualTo(NOON);

        clock.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo("2026-03-10T13:00:00Z");

        clock.advance(Duration.ofHours(-2));
        assertThat(clock.instant()).isEqualTo("2026-03-10T11:00:00Z");

        clock.set(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(MutableClock.at(NOON)).hasToString("MutableClock[2026-03-10T12:00:00Z]");
    }

    @Test
    void threads_that_move_a_clock_at_once_lose_no_time() throws Exception {
        MutableClock clock = MutableClock.at(NOON);
        Callable<Boolean> hour = () -> {
            for (int second = 0; second < 3600; second++) {
                clock.advance(Duration.ofSeconds(1));
            }
            return true;
        };

        Together.call(Collections.nCopies(Together.THREADS, hour));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(Together.THREADS)));
    }

    @Test
    void refuse_what_is_no_instant() {
        assertThatThrownBy(() -> FixedClock.at("2026-03-10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'2026-03-10' is no instant; accepted is one such as 2026-03-10T12:00:00Z");
        assertThatThrownBy(() -> MutableClock.at("")).isInstanceOf(IllegalArgumentException.class);
    }
}
