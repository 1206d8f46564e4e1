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

    /** Of the period of each resource; negative for what is not the newest of its period. */
    private final int[] numbers;

    Periods(Population population, Every every, Groups groups) {
        this.groups = groups;
        this.numbers = new int[population.size()];
        int[] counted = new int[groups.count()];
        long[] current = new long[groups.count()];
        int[] newestFirst = population.newestFirst();
        long[] hours = population.localHours();
        for (int rank = 0; rank < newestFirst.length; rank++) {
            int index = newestFirst[rank];
            int group = groups.of(index);
            long period = every.period(hours[rank]);
            boolean begins = counted[group] == 0 || period != current[group];
            if (begins) {
                counted[group]++;
                current[group] = period;
            }
            numbers[index] = begins ? counted[group] : -counted[group];
        }
    }

    /** The number of the resource's period among those of its group; 1 for the newest. */
    int number(int index) {
        return Math.abs(numbers[index]);
    }

    /** Whether it is the newest of its period. */
    boolean isNewest(int index) {
        return numbers[index] > 0;
    }

    /** Whether it is the oldest of its group. */
    boolean isOldest(int index) {
        return groups.isOldest(index);
    }
}
