package dev.cleanup.jdbc;

class PostgreSqlCountedWalkTest extends CountedWalkContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
