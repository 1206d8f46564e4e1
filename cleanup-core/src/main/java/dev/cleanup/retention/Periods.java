package dev.cleanup.retention;

/**
 * The periods of the calendar that a population's resources fall in, each group counted from its newest period that is not empty, as
 * {@code restic forget} does: the newest resource of each period stands for it, and periods without any do not count.
 *
 * <p>A period ends where the next older resource falls in another one. By the clocks of a zone that sets them back past midnight, a day may
 * so come twice.
 */
final class Periods {
    private final Groups groups;
    private final int[] numbers;
    private final boolean[] newest;

    Periods(Population population, Every every, Groups groups) {
        this.groups = groups;
        this.numbers = new int[population.size()];
        this.newest = new boolean[population.size()];
        int[] counted = new int[groups.count()];
        long[] current = new long[groups.count()];
        for (int index : population.newestFirst()) {
            int group = groups.of(index);
            long period = every.period(population.localHour(index));
            if (counted[group] == 0 || period != current[group]) {
                counted[group]++;
                current[group] = period;
                newest[index] = true;
            }
            numbers[index] = counted[group];
        }
    }

    /** The number of the resource's period among those of its group; 1 for the newest. */
    int number(int index) {
        return numbers[index];
    }

    /** Whether it is the newest of its period. */
    boolean isNewest(int index) {
        return newest[index];
    }

    /** Whether it is the oldest of its group. */
    boolean isOldest(int index) {
        return groups.isOldest(index);
    }
}
