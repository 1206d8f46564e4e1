package dev.cleanup.spring;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * A duration of a property, as Spring Boot writes them ({@code 6h}, {@code 90s}, {@code PT1H}), but never without a unit: a bare number would be
 * milliseconds, which hardly anybody means.
 */
record TimeSpan(Duration duration) {

    /** What Spring Boot makes a value of a property's text by; it looks for public methods only. */
    public static TimeSpan valueOf(String text) {
        String accepted = "accepted is a number with its unit: ms, s, m, h or d, such as 6h";
        if (text.matches("[+-]?\\d+")) {
            throw new ConfigurationException("duration", text, accepted);
        }
        try {
            return new TimeSpan(DurationStyle.detectAndParse(text));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new ConfigurationException("duration", text, accepted);
        }
    }
}
