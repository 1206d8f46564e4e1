package dev.cleanup.jdbc;

class PostgreSqlPredicateTest extends PredicateContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
