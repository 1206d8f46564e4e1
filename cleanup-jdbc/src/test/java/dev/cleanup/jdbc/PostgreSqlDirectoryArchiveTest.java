package dev.cleanup.jdbc;

class PostgreSqlDirectoryArchiveTest extends DirectoryArchiveContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
