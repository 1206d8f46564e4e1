package dev.cleanup.jdbc;

class PostgreSqlDependentsTest extends DependentsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
