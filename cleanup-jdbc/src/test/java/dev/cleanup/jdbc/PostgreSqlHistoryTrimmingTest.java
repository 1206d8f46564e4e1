package dev.cleanup.jdbc;

class PostgreSqlHistoryTrimmingTest extends HistoryTrimmingContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
