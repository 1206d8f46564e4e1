package dev.cleanup.jdbc;

class H2TableArchiveTest extends TableArchiveContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
