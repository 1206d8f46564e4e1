package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.alerts.Alert.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel of any kind, and what waits for it. */
class OutboxTest {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private Logs logs;

    @BeforeEach
    void listen() {
        logs = new Logs();
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    private static Alert alert(int number) {
        return new Alert(
                Instant.EPOCH,
                Alert.Type.PROBLEM,
                Problem.FAILED,
                "bots",
                Optional.empty(),
                Optional.empty(),
                "alert " + number,
                "text");
    }

    private static Outbox outbox(AlertChannel channel) {
        return new Outbox(channel, Duration.ZERO);
    }

    private static void close(Outbox outbox) {
        outbox.finish();
        outbox.await(Duration.ofSeconds(10));
    }

    @Test
    void alerts_go_in_order_and_all_are_sent_before_it_closes() {
        Outbox outbox = outbox(alert -> sent.add(alert.subject()));

        IntStream.range(0, 50).forEach(i -> outbox.put(alert(i)));
        close(outbox);

        assertThat(sent)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "alert " + i).toList());
    }

    @Test
    void when_too_many_wait_the_newest_are_dropped_and_logged() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Outbox outbox = outbox(alert -> {
            begun.countDown();
            go.await();
            sent.add(alert.subject());
        });
        outbox.put(alert(0));
        begun.await();

        IntStream.rangeClosed(1, Outbox.CAPACITY + 1).forEach(i -> outbox.put(alert(i)));
        go.countDown();
        close(outbox);

        assertThat(sent).hasSize(Outbox.CAPACITY + 1).doesNotContain("alert 101");
        assertThat(logs.text()).contains("dropped, too many alerts wait", "alert 101");
    }

    @Test
    void what_may_pass_is_tried_again_and_then_sent() {
        Outbox outbox = outbox(alert -> {
            sent.add(alert.subject());
            if (sent.size() < Outbox.ATTEMPTS) {
                throw DeliveryException.passing("busy");
            }
        });

        outbox.put(alert(1));
        close(outbox);

        assertThat(sent).hasSize(Outbox.ATTEMPTS);
        assertThat(logs.text()).contains("busy").doesNotContain("dropped");
    }

    @Test
    void a_server_that_is_away_for_a_quarter_of_an_hour_loses_no_alert() {
        Duration away = Duration.ZERO;
        Duration pause = CleanupAlerts.builder().firstPause;
        for (int attempt = 1; attempt < Outbox.ATTEMPTS; attempt++) {
            away = away.plus(Outbox.bounded(pause));
            pause = pause.multipliedBy(Outbox.GROWTH);
        }

        assertThat(away).isBetween(Duration.ofMinutes(15), Duration.ofHours(1));
    }

    @Test
    void a_pause_beyond_all_bounds_loses_no_alert_in_silence() throws InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        Outbox outbox = outbox(alert -> {
            tried.countDown();
            throw DeliveryException.passing("busy", Duration.ofSeconds(Long.MAX_VALUE));
        });
        outbox.put(alert(1));
        tried.await();

        outbox.finish();
        outbox.await(Duration.ofMillis(50));

        await().untilAsserted(() -> assertThat(logs.text()).contains("dropped, it could not be sent: alert 1"));
    }

    @Test
    void what_lasts_is_tried_once_and_the_next_alert_is_sent() {
        Outbox outbox = outbox(alert -> {
            sent.add(alert.subject());
            if (alert.subject().equals("alert 1")) {
                throw DeliveryException.lasting("gone");
            }
        });

        outbox.put(alert(1));
        outbox.put(alert(2));
        close(outbox);

        assertThat(sent).containsExactly("alert 1", "alert 2");
        assertThat(logs.text()).contains("gone", "dropped, it could not be sent: alert 1");
    }

    @Test
    void a_channel_that_throws_what_it_should_not_is_tried_again_and_its_words_are_not_logged() {
        Outbox outbox = outbox(alert -> {
            sent.add(alert.subject());
            throw new IllegalStateException("https://hooks.example.com/secret");
        });

        outbox.put(alert(1));
        close(outbox);

        assertThat(sent).hasSize(Outbox.ATTEMPTS);
        assertThat(logs.text()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void a_channel_that_hangs_holds_up_no_close() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Outbox outbox = outbox(alert -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        outbox.put(alert(1));
        outbox.put(alert(2));
        begun.await();

        outbox.finish();
        outbox.await(Duration.ofMillis(50));

        assertThat(logs.text()).contains("dropped, the alerts are closed: alert 2");
    }
}
