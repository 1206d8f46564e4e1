package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunRequest;
import org.junit.jupiter.api.Test;

/** What Prometheus' own tool says of the metrics and the rules. */
@NeedsPrometheus
class PromtoolIT {
    @Test
    void it_finds_nothing_to_object_to_in_the_metrics() throws Exception {
        Shelf bots = new Shelf("expired-bots", 3);
        try (Scrape scrape = new Scrape();
                Readings readings = new Readings(scrape.registry, builder -> builder.task(bots.task()))) {
            assertThat(Command.run(scrape.text(), "promtool", "check", "metrics"))
                    .isEqualTo(new Command(0, ""));

            readings.service.run(RunRequest.execute());

            assertThat(Command.run(scrape.text(), "promtool", "check", "metrics"))
                    .isEqualTo(new Command(0, ""));
        }
    }

    @Test
    void it_would_find_a_metric_without_its_unit() throws Exception {
        String bad = "# HELP cleanup_age_minutes Age\n# TYPE cleanup_age_minutes gauge\ncleanup_age_minutes 1\n";

        assertThat(Command.run(bad, "promtool", "check", "metrics").exit()).isNotZero();
    }

    @Test
    void it_accepts_the_alert_rules() throws Exception {
        Command check = Command.run("", "promtool", "check", "rules", Documents.RULES.toString());

        assertThat(check.exit()).as(check.said()).isZero();
    }

    @Test
    void the_alert_rules_fire_when_they_should() throws Exception {
        Command tested = Command.run("", "promtool", "test", "rules", Documents.RULES_TEST.toString());

        assertThat(tested.exit()).as(tested.said()).isZero();
    }
}
