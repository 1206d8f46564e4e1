package dev.cleanup.jdbc.internal.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole number of at most 64 bits, in every way that a database reads one or a program may have written it: 7, 007, +7, " 7 ", 7.0, 7e0, and
 * 0x7 or 1_000 as PostgreSQL 16 does.
 */
final class WholeNumber {
    /** Without leading zeros, whatever is longer has more than 64 bits or is no whole number. */
    private static final int LONGEST = 100;

    private static final Pattern LEADING_ZEROS = Pattern.compile("^([+-]?)0+(?=[0-9])");
    private static final Pattern OTHER_BASE =
            Pattern.compile("([+-]?)0(?:[xX]([0-9a-fA-F]+)|[oO]([0-7]+)|[bB]([01]+))");

    private WholeNumber() {}

    static Optional<Long> read(String text) {
        String plain = LEADING_ZEROS.matcher(text.strip().replace("_", "")).replaceFirst("$1");
        if (plain.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Matcher other = OTHER_BASE.matcher(plain);
            return Optional.of(
                    other.matches() ? otherBase(other).longValueExact() : new BigDecimal(plain).longValueExact());
        } catch (ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static BigInteger otherBase(Matcher number) {
        int[] bases = {16, 8, 2};
        int group = number.group(2) != null ? 2 : number.group(3) != null ? 3 : 4;
        return new BigInteger(number.group(1) + number.group(group), bases[group - 2]);
    }
}
