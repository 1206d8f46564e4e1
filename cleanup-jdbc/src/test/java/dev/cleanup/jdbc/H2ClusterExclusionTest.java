package dev.cleanup.jdbc;

class H2ClusterExclusionTest extends ClusterExclusionContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
