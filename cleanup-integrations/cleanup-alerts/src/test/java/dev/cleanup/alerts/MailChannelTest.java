package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cleanup.alerts.Alert.Problem;
import dev.cleanup.alerts.MailChannelBuilder.Security;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail over real servers, good and bad ones. */
class MailChannelTest {
    private static final Alert ALERT = alert("[cleanup bots] expired-bots FAILED", "no permission for Müller\n");

    private final GreenMail server = new GreenMail(new ServerSetup[] {setup("smtp"), setup("smtps")});

    private static ServerSetup setup(String protocol) {
        return new ServerSetup(0, "127.0.0.1", protocol).dynamicPort();
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static Alert alert(String subject, String text) {
        return new Alert(
                Instant.parse("2026-03-10T12:00:00Z"),
                Alert.Type.PROBLEM,
                Problem.FAILED,
                "bots",
                Optional.of("expired-bots"),
                Optional.empty(),
                subject,
                text);
    }

    private static MailChannelBuilder mail(int port, Security security) {
        return MailChannel.builder("127.0.0.1")
                .port(port)
                .security(security)
                .timeout(Duration.ofSeconds(2))
                .from("Cleanup <cleanup@example.com>")
                .to("ops@example.com", "on-call@example.com");
    }

    private MailChannelBuilder mail(Security security) {
        return mail(server.getSmtp().getPort(), security);
    }

    private MimeMessage received() {
        return server.getReceivedMessages()[0];
    }

    @Test
    void each_recipient_gets_one_plain_text_mail() throws Exception {
        mail(Security.NONE).build().send(ALERT);

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(received().getSubject()).isEqualTo(ALERT.subject());
        assertThat(received().getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(received().getContent().toString().strip()).isEqualTo("no permission for Müller");
        assertThat(received().getFrom()[0]).hasToString("Cleanup <cleanup@example.com>");
        assertThat(received().getAllRecipients()).hasSize(2);
        assertThat(received().getSentDate()).isEqualTo(Instant.parse("2026-03-10T12:00:00Z"));
        assertThat(received().getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void a_subject_cannot_bring_headers_of_its_own() throws Exception {
        mail(Security.NONE).build().send(alert("bots\r\nBcc: thief@example.com\n\nfalse body", "true body"));

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(received().getHeader("Bcc")).isNull();
        assertThat(received().getSubject()).isEqualTo("bots Bcc: thief@example.com false body");
        assertThat(received().getContent().toString().strip()).isEqualTo("true body");
    }

    @Test
    void a_login_is_used_and_a_wrong_one_is_not_tried_again_and_not_told() throws Exception {
        server.setUser("me", "right-password");

        mail(Security.NONE).login("me", "right-password").build().send(ALERT);
        assertThat(server.getReceivedMessages()).hasSize(2);

        MailChannel wrong = mail(Security.NONE).login("me", "wrong-password").build();
        assertThatThrownBy(() -> wrong.send(ALERT))
                .isInstanceOf(DeliveryException.class)
                .matches(failure -> !((DeliveryException) failure).isPassing())
                .hasMessageContaining("AuthenticationFailedException")
                .hasMessageNotContaining("wrong-password");
        assertThat(wrong.toString()).doesNotContain("me").doesNotContain("wrong-password");
    }

    @Test
    void a_server_without_starttls_gets_no_mail_in_the_clear() {
        assertThatThrownBy(() -> mail(Security.STARTTLS).build().send(ALERT))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_whose_certificate_nobody_vouches_for_gets_no_mail() {
        MailChannel channel = mail(server.getSmtps().getPort(), Security.TLS).build();

        assertThatThrownBy(() -> channel.send(ALERT))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("MessagingException");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_may_be_there_later() {
        int port = server.getSmtp().getPort();
        server.stop();

        assertThatThrownBy(() -> mail(port, Security.NONE).build().send(ALERT))
                .isInstanceOf(DeliveryException.class)
                .matches(failure -> ((DeliveryException) failure).isPassing());
    }

    @Test
    void a_server_that_says_nothing_is_given_up() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailChannel channel = mail(silent.getLocalPort(), Security.NONE)
                    .timeout(Duration.ofMillis(200))
                    .build();

            assertThatThrownBy(() -> channel.send(ALERT))
                    .isInstanceOf(DeliveryException.class)
                    .matches(failure -> ((DeliveryException) failure).isPassing());
        }
    }
}
