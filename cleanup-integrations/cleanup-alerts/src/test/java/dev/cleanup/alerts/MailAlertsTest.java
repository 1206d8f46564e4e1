package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import dev.cleanup.alerts.MailChannelBuilder.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service, a mail server, and what arrives there. */
class MailAlertsTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort());
    private final Shelf bots = new Shelf("expired-bots", 3);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static CleanupAlertsBuilder alerts(int port) {
        return CleanupAlerts.builder()
                .page(URI.create("https://bots.example.com/cleanup/"))
                .firstPause(Duration.ZERO)
                .to(MailChannel.builder("127.0.0.1")
                        .port(port)
                        .security(Security.NONE)
                        .timeout(Duration.ofSeconds(30))
                        .from("cleanup@example.com")
                        .to("ops@example.com")
                        .build());
    }

    private Watched watched(CleanupAlertsBuilder alerts) {
        return new Watched(alerts, service -> service.task(bots.task()));
    }

    private List<String> subjects() {
        return Stream.of(server.getReceivedMessages())
                .map(MailAlertsTest::subject)
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void a_failing_task_brings_exactly_one_mail_and_its_recovery_another() throws Exception {
        CleanupRun failed;
        try (Watched watched = watched(alerts(server.getSmtp().getPort()))) {
            bots.broken = true;
            failed = watched.execute();
            assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
            watched.execute();
            watched.execute();
            bots.broken = false;
            watched.execute();
            assertThat(server.waitForIncomingEmail(10_000, 2)).isTrue();
            watched.execute();
        }

        assertThat(subjects())
                .containsExactly("[cleanup bots] expired-bots FAILED", "[cleanup bots] expired-bots recovered");
        String text = server.getReceivedMessages()[0].getContent().toString();
        assertThat(text)
                .contains("IOException: no list")
                .contains("https://bots.example.com/cleanup/#/runs/" + failed.id());
    }

    @Test
    @Timeout(20)
    void a_mail_server_that_hangs_disturbs_no_run_and_no_shutdown() throws Exception {
        bots.broken = true;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Logs logs = new Logs()) {
            Watched watched = watched(alerts(silent.getLocalPort()).drain(Duration.ofMillis(300)));
            watched.execute();
            silent.accept();
            bots.broken = false;

            assertThat(watched.execute().status()).isEqualTo(RunStatus.SUCCEEDED);
            watched.close();

            assertThat(logs.text()).contains("bots: mail over 127.0.0.1:", "dropped, the alerts are closed");
        }
    }

    @Test
    void what_cannot_be_sent_is_tried_a_few_times_and_logged() {
        int port = server.getSmtp().getPort();
        server.stop();
        bots.broken = true;
        try (Logs logs = new Logs()) {
            try (Watched watched = watched(alerts(port))) {
                assertThat(watched.execute().status()).isEqualTo(RunStatus.FAILED);
            }

            assertThat(logs.text().lines().filter(line -> line.contains("WARN Outbox")))
                    .hasSize(Outbox.ATTEMPTS);
            assertThat(logs.text()).contains("dropped, it could not be sent: [cleanup bots] expired-bots FAILED");
        }
    }
}
