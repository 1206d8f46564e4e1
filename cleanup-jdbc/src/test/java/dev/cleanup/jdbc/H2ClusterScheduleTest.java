package dev.cleanup.jdbc;

class H2ClusterScheduleTest extends ClusterScheduleContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
