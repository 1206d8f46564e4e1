package dev.cleanup.jdbc;

class H2DirectoryArchiveTest extends DirectoryArchiveContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
