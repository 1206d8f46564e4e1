package dev.cleanup.jdbc;

class PostgreSqlHistoryAbandonedTest extends HistoryAbandonedContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
