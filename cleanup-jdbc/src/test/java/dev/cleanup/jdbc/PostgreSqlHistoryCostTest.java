package dev.cleanup.jdbc;

class PostgreSqlHistoryCostTest extends HistoryCostContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
