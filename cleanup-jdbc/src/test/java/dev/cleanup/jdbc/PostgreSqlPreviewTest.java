package dev.cleanup.jdbc;

class PostgreSqlPreviewTest extends PreviewContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
