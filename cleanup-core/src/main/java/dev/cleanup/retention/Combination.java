package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** What {@link AnyOf} and {@link AllOf} share. */
final class Combination {
    private Combination() {}

    static List<RetentionPolicy> check(String setting, List<RetentionPolicy> policies) {
        if (policies.isEmpty()) {
            throw new ConfigurationException(
                    setting, "()", "an empty policy keeps nothing; accepted is at least one policy");
        }
        for (RetentionPolicy policy : policies) {
            if (policy instanceof Declared declared) {
                throw new ConfigurationException(
                        setting,
                        declared.describe(),
                        "a zone and allowRemovingAll() belong to the whole policy: set them on the outermost rule");
            }
        }
        return List.copyOf(policies);
    }

    /** All reasons of the judgements that say the same. */
    static List<String> reasons(List<Judgement> judgements, int index, boolean kept) {
        return saying(judgements, index, kept)
                .flatMap(judgement -> judgement.reasons(index).stream())
                .toList();
    }

    /** One of the ends of the judgements that keep a resource; unknown when one of them is. */
    static Optional<Instant> end(List<Judgement> judgements, int index, BinaryOperator<Instant> choice) {
        return saying(judgements, index, true)
                .map(judgement -> judgement.removableAt(index))
                .reduce((one, other) -> one.flatMap(end -> other.map(next -> choice.apply(end, next))))
                .orElseThrow();
    }

    private static Stream<Judgement> saying(List<Judgement> judgements, int index, boolean kept) {
        return judgements.stream().filter(judgement -> judgement.keeps(index) == kept);
    }
}
