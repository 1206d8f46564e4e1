package dev.cleanup.jdbc;

class H2ClusterSetupTest extends ClusterSetupContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
