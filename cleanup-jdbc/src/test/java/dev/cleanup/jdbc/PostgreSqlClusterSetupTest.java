package dev.cleanup.jdbc;

class PostgreSqlClusterSetupTest extends ClusterSetupContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
