package dev.cleanup.jdbc;

class PostgreSqlNoExclusionTest extends NoExclusionContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
