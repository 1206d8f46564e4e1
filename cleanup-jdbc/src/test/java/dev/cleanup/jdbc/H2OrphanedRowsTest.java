package dev.cleanup.jdbc;

class H2OrphanedRowsTest extends OrphanedRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
