package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import dev.cleanup.alerts.MailChannelBuilder.Security;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused, with the setting, the value and what is accepted. */
class SettingsTest {
    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("accepted");
    }

    private static MailChannelBuilder mail() {
        return MailChannel.builder("smtp.example.com").from("cleanup@example.com");
    }

    @Test
    void alerts_need_a_channel() {
        refused(() -> CleanupAlerts.builder().build(), "channels", "none");
    }

    @Test
    void spans_and_numbers_have_bounds() {
        refused(() -> CleanupAlerts.builder().checkEvery(Duration.ZERO), "checkEvery", "PT0S");
        refused(() -> CleanupAlerts.builder().checkEvery(Duration.ofHours(2)), "checkEvery", "PT2H");
        refused(() -> CleanupAlerts.builder().remindEvery(Duration.ofSeconds(59)), "remindEvery", "PT59S");
        refused(() -> CleanupAlerts.builder().atMostAnHour(0), "atMostAnHour", "0");
        refused(() -> mail().timeout(Duration.ZERO), "mail timeout", "PT0S");
        refused(() -> mail().timeout(Duration.ofMinutes(6)), "mail timeout", "PT6M");
        refused(() -> mail().port(0), "mail port", "0");
        refused(() -> mail().port(65_536), "mail port", "65536");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bots.example.com/cleanup",
                "ftp://bots.example.com/",
                "https:///cleanup/",
                "https://me:secret@bots.example.com/",
                "https://bots.example.com/cleanup/?a=b",
                "https://bots.example.com/cleanup/#/runs"
            })
    void a_page_is_an_address_that_a_run_can_be_added_to(String address) {
        assertThatThrownBy(() -> CleanupAlerts.builder().page(URI.create(address)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("page")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ops", "ops@", "a b@example.com", "ops@example.com\nBcc: x@example.com"})
    void a_mail_address_is_one_address(String address) {
        refused(() -> mail().to(address), "mail to");
        refused(() -> mail().from(address), "mail from");
    }

    @Test
    void a_mail_needs_a_sender_and_a_receiver_and_a_server() {
        refused(() -> mail().build(), "mail to", "nobody");
        refused(() -> MailChannel.builder("localhost").to("ops@example.com").build(), "mail from", "none");
        refused(() -> MailChannel.builder(" "), "mail host");
    }

    @Test
    void a_login_is_never_sent_in_the_clear_to_another_machine() {
        MailChannelBuilder clear = mail().to("ops@example.com").login("me", "hunter2");

        refused(() -> clear.security(Security.NONE).build(), "mail security", "NONE", "smtp.example.com");
        assertThat(clear.security(Security.TLS).build()).hasToString("mail over smtp.example.com:465");
        assertThat(clear.security(Security.STARTTLS).build()).hasToString("mail over smtp.example.com:587");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hooks/T0/secret", "ftp://hooks.example.com/secret", "https://me:secret@hooks.example.com/"})
    void a_webhook_is_a_web_address_and_the_refusal_keeps_its_secret(String address) {
        assertThatThrownBy(() -> WebhookChannel.to(URI.create(address)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("webhook")
                .hasMessageNotContaining("secret");
    }

    @Test
    void each_service_has_alerts_of_its_own() {
        CleanupAlerts alerts = CleanupAlerts.builder().to(new ToldChannel()).build();
        try (CleanupService service = CleanupService.builder()
                .name("bots")
                .task(new Shelf("expired-bots", 1).task())
                .build()) {
            alerts.watch(service);
            assertThatThrownBy(() -> alerts.watch(service))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("bots");
        } finally {
            alerts.close();
        }
    }
}
