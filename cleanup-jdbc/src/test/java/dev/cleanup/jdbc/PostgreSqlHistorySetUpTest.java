package dev.cleanup.jdbc;

class PostgreSqlHistorySetUpTest extends HistorySetUpContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
