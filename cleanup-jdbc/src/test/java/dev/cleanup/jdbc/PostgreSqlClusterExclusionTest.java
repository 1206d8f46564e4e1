package dev.cleanup.jdbc;

class PostgreSqlClusterExclusionTest extends ClusterExclusionContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
