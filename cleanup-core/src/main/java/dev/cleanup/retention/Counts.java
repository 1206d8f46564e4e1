package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;

/** How many a rule keeps. */
final class Counts {
    private static final int MOST = 1_000_000;

    static final String ACCEPTED = "accepted is a whole number from 1 to " + MOST + ", or ";

    private Counts() {}

    static void check(String setting, int count) {
        if (!isAccepted(count)) {
            throw new ConfigurationException(setting, count, ACCEPTED + "RetentionPolicy.UNLIMITED");
        }
    }

    static boolean isAccepted(int count) {
        return count == RetentionPolicy.UNLIMITED || (count >= 1 && count <= MOST);
    }

    /** "3 of 14"; just "3" when there is no limit. */
    static String of(int number, int count) {
        return count == RetentionPolicy.UNLIMITED ? String.valueOf(number) : number + " of " + count;
    }
}
