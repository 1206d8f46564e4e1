package dev.cleanup.jdbc;

class PostgreSqlExpiredRowsTest extends ExpiredRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
