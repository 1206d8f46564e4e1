package dev.cleanup.jdbc;

class PostgreSqlHistoryStopTest extends HistoryStopContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
