package dev.cleanup.servlet.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the other tests measure with sees what it is for. */
@NeedsBrowser
class InstrumentsIT {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";

    @AutoClose
    private final Stage stage;

    private final Browser browser;

    InstrumentsIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
    }

    private void show(String body, String script) {
        show(POLICY, body, script);
    }

    private void show(String policy, String body, String script) {
        Site site = stage.site(new HostPage(policy, body + "<script src=host.js></script>", script));
        browser.open(site.url());
    }

    @Test
    void a_violated_policy_is_seen_even_after_the_page_was_left() {
        show("<script>window.pwned = 1</script><p style='color:red'>red", "");
        browser.open("about:blank");

        assertThat(browser.complaints())
                .anyMatch(message -> message.contains("policy violated: script-src-elem inline"))
                .anyMatch(message -> message.contains("policy violated: style-src-attr inline"));
    }

    @Test
    void an_error_of_a_script_is_seen() {
        show("", "Promise.reject(new Error('nobody caught this'))");
        assertThat(browser.complaints()).singleElement().asString().contains("nobody caught this");
    }

    @Test
    void a_name_that_became_a_script_is_seen() {
        show("", "window.pwned = 1");
        assertThatThrownBy(browser::assertUnharmed).hasMessageContaining("a name became a script");
        browser.run("delete window.pwned");
    }

    @Test
    void axe_finds_a_picture_without_words() {
        show("<img src=x>", "");
        assertThat(Axe.violations(browser)).anyMatch(found -> found.startsWith("image-alt"));
        browser.complaints();
    }

    @Test
    void what_is_too_wide_or_covered_is_seen() {
        show("<table><tr><td>" + "x".repeat(2_000) + "</table>", "");
        assertThatThrownBy(() -> browser.assertFits("this")).hasMessageContaining("TABLE");
        assertThat(browser.unreachable()).isEmpty();
        show("style-src 'unsafe-inline'; script-src 'self'", "<button style='position:fixed;left:-9px'>x</button>", "");
        assertThat(browser.unreachable()).hasSize(1);
    }
}
