package dev.cleanup.jdbc;

class PostgreSqlOrphanedRowsTest extends OrphanedRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
