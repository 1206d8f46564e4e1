package dev.cleanup.jdbc;

class PostgreSqlExplainTest extends ExplainContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
