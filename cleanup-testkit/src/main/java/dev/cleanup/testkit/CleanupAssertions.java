package dev.cleanup.testkit;

import dev.cleanup.retention.RetentionPolicy;

/** Where assertions on what this library judges begin; to be imported statically, also beside AssertJ's own. */
public final class CleanupAssertions {
    private CleanupAssertions() {}

    /**
     * Begins a sentence about a policy: {@code assertThat(policy).at(instant).on(resources).keeps("a").because("tag hold").removes("b")}.
     */
    public static PolicyAssert assertThat(RetentionPolicy policy) {
        return new PolicyAssert(policy);
    }
}
