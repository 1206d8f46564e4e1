package dev.cleanup.testkit;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;

import dev.cleanup.retention.RetentionPolicy;
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
}
