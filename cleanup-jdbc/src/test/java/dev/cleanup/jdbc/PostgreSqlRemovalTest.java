package dev.cleanup.jdbc;

class PostgreSqlRemovalTest extends RemovalContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
