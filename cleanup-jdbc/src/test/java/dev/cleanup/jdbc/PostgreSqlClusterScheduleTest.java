package dev.cleanup.jdbc;

class PostgreSqlClusterScheduleTest extends ClusterScheduleContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
