package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps everything until an instant. See {@link RetentionPolicy#keepUntil}.
 *
 * @param instant from when on the rule keeps nothing
 */
public record KeepUntil(Instant instant) implements Rule {

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepUntil(this);
    }

    Judgement judge(Population population) {
        return new ByDate(instant, population.asOf().isBefore(instant));
    }

    private record ByDate(Instant instant, boolean keeps) implements Judgement {
        @Override
        public boolean keeps(int index) {
            return keeps;
        }

        @Override
        public List<String> reasons(int index) {
            return List.of((keeps ? "until " : "no longer kept until ") + instant);
        }

        @Override
        public Optional<Instant> removableAt(int index) {
            return Optional.of(instant);
        }
    }
}
