package dev.cleanup.testkit;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepMonthlyFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;

import dev.cleanup.retention.RetentionPolicy;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Nested;

/** The library's own rules, held to the contract. */
class OwnPoliciesTest {

    @Nested
    class KeepFor extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return keepFor("7d");
        }
    }

    @Nested
    class KeepTagged extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return keepTagged("hold");
        }
    }

    @Nested
    class KeepTaggedWithValues extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return keepTagged("env", "prod", "test");
        }
    }

    @Nested
    class AnyOf extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return anyOf(keepFor("7d"), keepTagged("hold"));
        }
    }

    @Nested
    class AllOf extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return allOf(keepFor("90d"), keepTagged("env", "prod"));
        }
    }

    @Nested
    class Combined extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return anyOf(keepFor("7d"), allOf(keepFor("90d"), anyOf(keepTagged("env", "prod"), keepTagged("hold"))));
        }
    }

    @Nested
    class KeepLatestPerTag extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return keepLatest(3).per("env");
        }
    }

    @Nested
    class Periodic extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return anyOf(keepHourly(2), keepDaily(3).per("env"), keepWeekly(2), keepMonthly(2), keepYearly(2))
                    .in(ZoneId.of("Europe/Berlin"));
        }
    }

    @Nested
    class PeriodicForSpans extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return anyOf(
                    keepDailyFor(Period.ofDays(20)),
                    keepMonthlyFor(Period.ofMonths(6)).per("hold"));
        }
    }

    @Nested
    class KeepWithin extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return keepWithin(Period.ofMonths(1)).per("env");
        }
    }

    @Nested
    class Parsed extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return RetentionPolicy.parse("keep latest 1, until 2020-01-01T00:00:00Z, (tag env & hold and yearly 9)");
        }
    }

    @Nested
    class ConditionOfOnesOwn extends RetentionPolicyContract {
        @Override
        protected RetentionPolicy policy() {
            return anyOf(keepFor("1d"), keepWhere(resource -> resource.id().length() % 2 == 0, "even"));
        }
    }
}
