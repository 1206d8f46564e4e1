package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.alerts.Alert.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What alerts say, whatever names and reasons hold. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00.5Z");

    private static Alert alert(String service, String task, String reason) {
        Trouble trouble = new Trouble(Problem.FAILED, Optional.of(task), Optional.empty(), Optional.of(NOW), reason);
        return new Words(Optional.empty()).alert(NOW, Alert.Type.PROBLEM, service, trouble);
    }

    @Test
    void names_and_reasons_bring_no_lines_of_their_own() {
        Alert alert =
                alert("bo\r\nts", "task\nBcc: thief@example.com", "reason\u2028https://evil.example.com\r\nend\u202e");

        assertThat(alert.subject()).isEqualTo("[cleanup bo ts] task Bcc: thief@example.com FAILED");
        assertThat(alert.text().lines())
                .containsExactly(
                        alert.subject(), "", "reason https://evil.example.com end", "Since 2026-03-10T12:00:00Z");
    }

    @Test
    void what_is_too_long_is_cut() {
        assertThat(alert("bots", "task", "x".repeat(10_000)).text())
                .hasSizeLessThan(500)
                .contains("xxx…");
    }

    @Test
    void a_run_is_linked_whatever_its_id_is() {
        assertThat(Links.run(Links.page(URI.create("http://localhost:8080")), "a b/../#<script>"))
                .hasToString("http://localhost:8080/#/runs/a%20b%2F..%2F%23%3Cscript%3E");
    }
}
