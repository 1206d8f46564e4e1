package dev.cleanup.retention;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which group each resource of a population belongs to; those without a tag form a group of their own. */
final class Groups {
    private final int count;
    private final int[] numbers;
    private final int[] oldest;

    Groups(Population population, List<String> tags) {
        this.numbers = new int[population.size()];
        this.count = tags.isEmpty() ? 1 : number(population, tags);
        this.oldest = new int[count];
        for (int index : population.newestFirst()) {
            oldest[of(index)] = index;
        }
    }

    private int number(Population population, List<String> tags) {
        Map<List<String>, Integer> known = new HashMap<>();
        for (int index = 0; index < numbers.length; index++) {
            Map<String, String> carried = population.get(index).tags();
            String[] values = new String[tags.size()];
            Arrays.setAll(values, tag -> carried.get(tags.get(tag)));
            numbers[index] = known.computeIfAbsent(Arrays.asList(values), unseen -> known.size());
        }
        return known.size();
    }

    int count() {
        return count;
    }

    /** The number of the group that a resource belongs to, from 0. */
    int of(int index) {
        return count == 1 ? 0 : numbers[index];
    }

    /** Whether it is the oldest of its group. */
    boolean isOldest(int index) {
        return oldest[of(index)] == index;
    }
}
