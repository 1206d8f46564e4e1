package dev.cleanup.micrometer;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** What a machine lacks is skipped with a reason, and fails where it was required, as in CI. */
final class Required {
    /** A list of what has to be there, such as {@code prometheus}. */
    private static final String PROPERTY = "cleanup.test.require";

    private Required() {}

    static boolean isRequired(String what) {
        return List.of(System.getProperty(PROPERTY, "").split(" *, *", -1)).contains(what);
    }

    /** What becomes of tests that need something which is not there. */
    static ConditionEvaluationResult missing(String what, String reason) {
        if (isRequired(what)) {
            throw new IllegalStateException("-D" + PROPERTY + " names '" + what + "', but: " + reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
