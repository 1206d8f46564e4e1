package dev.cleanup.jdbc;

class PostgreSqlEqualityTest extends EqualityContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
