package dev.cleanup.retention;

import java.time.LocalDate;
import java.time.temporal.ChronoField;

/** The periods of the calendar that a rule keeps one resource of. Weeks are those of ISO 8601: they begin on Monday. */
public enum Every {
    HOUR("hourly", "hour") {
        @Override
        long period(long localHour) {
            return localHour;
        }
    },
    DAY("daily", "day") {
        @Override
        long period(long localHour) {
            return Math.floorDiv(localHour, HOURS_PER_DAY);
        }
    },
    WEEK("weekly", "week") {
        @Override
        long period(long localHour) {
            return Math.floorDiv(DAY.period(localHour) + THURSDAY, DAYS_PER_WEEK);
        }
    },
    MONTH("monthly", "month") {
        @Override
        long period(long localHour) {
            return LocalDate.ofEpochDay(DAY.period(localHour)).getLong(ChronoField.PROLEPTIC_MONTH);
        }
    },
    YEAR("yearly", "year") {
        @Override
        long period(long localHour) {
            return LocalDate.ofEpochDay(DAY.period(localHour)).getYear();
        }
    };

    private static final long HOURS_PER_DAY = 24;
    private static final long DAYS_PER_WEEK = 7;

    /** Days from Monday to the epoch's day. */
    private static final long THURSDAY = 3;

    private final String adverb;
    private final String noun;

    Every(String adverb, String noun) {
        this.adverb = adverb;
        this.noun = noun;
    }

    /** The word that a rule begins with: "daily". */
    public String adverb() {
        return adverb;
    }

    /** The method that makes the rule: "keepDaily". */
    String method() {
        return "keep" + Character.toUpperCase(adverb.charAt(0)) + adverb.substring(1);
    }

    String noun() {
        return noun;
    }

    /** The number of the period, from the number of the hour since the epoch by the clocks of a zone. */
    abstract long period(long localHour);
}
