package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Periods by the clocks of a zone, worked out by hand. */
class ClockChangesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId ST_JOHNS = ZoneId.of("America/St_Johns");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    /** In Berlin 23:59 on the 28th, 0:00 and 23:59 on the 29th of 23 hours, 0:00 on the 30th. */
    private static final String[] MARCH = {
        "2026-03-28T22:59Z", "2026-03-28T23:00Z", "2026-03-29T21:59Z", "2026-03-29T22:00Z"
    };

    /** In Berlin 1:30, 2:15 and 2:45, again 2:15, 3:15. */
    private static final String[] OCTOBER = {
        "2026-10-24T23:30Z", "2026-10-25T00:15Z", "2026-10-25T00:45Z", "2026-10-25T01:15Z", "2026-10-25T02:15Z"
    };

    @Test
    void a_day_of_23_hours_is_a_day() {
        assertThat(kept(keepDaily(3).in(BERLIN), "2026-04-01T00:00Z", MARCH))
                .containsExactly("2026-03-28T22:59Z", "2026-03-29T21:59Z", "2026-03-29T22:00Z");
    }

    @Test
    void without_a_zone_the_days_are_those_of_utc() {
        assertThat(kept(keepDaily(2), "2026-04-01T00:00Z", MARCH))
                .containsExactly("2026-03-28T23:00Z", "2026-03-29T22:00Z");
    }

    @Test
    void the_hour_that_the_clocks_show_twice_is_one_hour() {
        assertThat(kept(keepHourly(3).in(BERLIN), "2026-10-26T00:00Z", OCTOBER))
                .containsExactly("2026-10-24T23:30Z", "2026-10-25T01:15Z", "2026-10-25T02:15Z");
    }

    @Test
    void in_utc_it_is_two() {
        assertThat(kept(keepHourly(3), "2026-10-26T00:00Z", OCTOBER))
                .containsExactly("2026-10-25T00:45Z", "2026-10-25T01:15Z", "2026-10-25T02:15Z");
    }

    /** 1:59 and 3:00 in Berlin. */
    @Test
    void the_hour_that_the_clocks_leave_out_is_missed_by_nobody() {
        assertThat(kept(keepHourly(2).in(BERLIN), "2026-03-30T00:00Z", "2026-03-29T00:59Z", "2026-03-29T01:00Z"))
                .containsExactly("2026-03-29T00:59Z", "2026-03-29T01:00Z");
    }

    @Test
    void months_and_years_begin_by_the_clocks_of_the_zone() {
        String[] dates = {"2025-12-31T22:59Z", "2025-12-31T23:00Z", "2026-01-31T22:59Z", "2026-01-31T23:00Z"};

        assertThat(kept(keepMonthly(3).in(BERLIN), "2026-03-01T00:00Z", dates))
                .containsExactly("2025-12-31T22:59Z", "2026-01-31T22:59Z", "2026-01-31T23:00Z");
        assertThat(kept(RetentionPolicy.keepYearly(2).in(BERLIN), "2026-03-01T00:00Z", dates))
                .containsExactly("2025-12-31T22:59Z", "2026-01-31T23:00Z");
    }

    /** Until 2011 the clocks of Newfoundland went from 0:01 back to 23:01: 23:59, 0:00, then 23:01, 23:59, 0:00. */
    @Test
    void a_day_that_the_clocks_come_back_to_comes_twice() {
        String[] dates = {
            "2010-11-07T02:29Z", "2010-11-07T02:30Z", "2010-11-07T02:31Z", "2010-11-07T03:29Z", "2010-11-07T03:30Z"
        };

        assertThat(kept(keepDaily(4).in(ST_JOHNS), "2010-11-08T00:00Z", dates))
                .containsExactly("2010-11-07T02:29Z", "2010-11-07T02:30Z", "2010-11-07T03:29Z", "2010-11-07T03:30Z");
        assertThat(kept(keepDaily(3).in(ST_JOHNS), "2010-11-08T00:00Z", dates))
                .containsExactly("2010-11-07T02:30Z", "2010-11-07T03:29Z", "2010-11-07T03:30Z");
    }

    /** On the 18th of February 2018 the clocks of São Paulo went from 0:00 back to 23:00: 23:30 comes twice on the 17th. */
    @Test
    void clocks_that_go_back_at_midnight_make_the_day_before_longer() {
        String[] dates = {"2018-02-18T01:30Z", "2018-02-18T02:30Z", "2018-02-18T03:00Z"};

        assertThat(kept(keepDaily(2).in(SAO_PAULO), "2018-02-19T00:00Z", dates))
                .containsExactly("2018-02-18T02:30Z", "2018-02-18T03:00Z");
        assertThat(kept(keepHourly(2).in(SAO_PAULO), "2018-02-19T00:00Z", dates))
                .containsExactly("2018-02-18T02:30Z", "2018-02-18T03:00Z");
    }

    /** On the 4th of November 2018 the day began at 1:00. */
    @Test
    void a_day_may_begin_at_one() {
        assertThat(kept(
                        keepDaily(2).in(SAO_PAULO),
                        "2018-11-05T00:00Z",
                        "2018-11-04T02:58Z",
                        "2018-11-04T02:59Z",
                        "2018-11-04T03:00Z"))
                .containsExactly("2018-11-04T02:59Z", "2018-11-04T03:00Z");
    }

    /** 15:59, 16:00 and 16:59. */
    @Test
    void the_hours_of_nepal_begin_at_a_quarter() {
        String[] dates = {"2026-03-10T10:14Z", "2026-03-10T10:15Z", "2026-03-10T11:14Z"};

        assertThat(kept(keepHourly(2).in(KATHMANDU), "2026-03-10T12:00Z", dates))
                .containsExactly("2026-03-10T10:14Z", "2026-03-10T11:14Z");
        assertThat(kept(keepHourly(2), "2026-03-10T12:00Z", dates))
                .containsExactly("2026-03-10T10:15Z", "2026-03-10T11:14Z");
    }
}
