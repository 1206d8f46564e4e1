package dev.cleanup.jdbc;

class PostgreSqlHistoryContentTest extends HistoryContentContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
