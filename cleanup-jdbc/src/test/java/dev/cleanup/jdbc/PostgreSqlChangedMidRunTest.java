package dev.cleanup.jdbc;

class PostgreSqlChangedMidRunTest extends ChangedMidRunContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
