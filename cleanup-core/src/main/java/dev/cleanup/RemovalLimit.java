package dev.cleanup;

import dev.cleanup.internal.Text;
import java.util.OptionalLong;

/**
 * How much one run may remove of a task's items. A run that would remove more removes nothing and ends {@link RunStatus#REFUSED}; the limit
 * never truncates. Applying a plan overrides it, because a person has seen the count.
 *
 * @param items a run of up to this many items is never refused
 * @param share a larger run is refused when it would remove more than this share of the population, or when the population is not known
 */
public record RemovalLimit(long items, double share) {
    /** More than 1,000 items and more than half of the population. */
    public static final RemovalLimit DEFAULT = new RemovalLimit(1_000, 0.5);

    public RemovalLimit {
        if (items < 1) {
            throw new ConfigurationException("removal limit, items", items, "accepted is a whole number from 1");
        }
        if (!(share >= 0 && share < 1)) {
            throw new ConfigurationException(
                    "removal limit, share", share, "accepted is a number from 0 to below 1, such as 0.5");
        }
    }

    /** Refuses every run of more than this many items, whatever their share. */
    public static RemovalLimit items(long items) {
        return new RemovalLimit(items, 0);
    }

    /** Refuses a run of more than this many items that is also more than this share of the population. */
    public static RemovalLimit itemsAndShare(long items, double share) {
        return new RemovalLimit(items, share);
    }

    /** Whether a run of this size is refused. */
    public boolean refuses(long eligible, OptionalLong population) {
        return eligible > items && (population.isEmpty() || eligible > share * population.getAsLong());
    }

    /** The limit in words: "1,000 items and 50 % of the population". */
    public String describe() {
        return share == 0
                ? Text.number(items) + " items"
                : items + " items and " + Math.round(share * 100) + " % of the population";
    }
}
