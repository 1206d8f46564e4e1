package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {

    /** So that whoever knows it under another name can say it anew. */
    @Test
    void tells_its_parts_one_by_one() {
        ConfigurationException refused = new ConfigurationException("interval", "6\n", "accepted is a span");
        assertThat(refused.setting()).isEqualTo("interval");
        assertThat(refused.value()).startsWith("6").doesNotContain("\n");
        assertThat(refused.accepted()).isEqualTo("accepted is a span");
        assertThat(refused).hasMessage("interval is '%s': accepted is a span", refused.value());
    }
}
