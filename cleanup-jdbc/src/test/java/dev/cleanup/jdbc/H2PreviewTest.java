package dev.cleanup.jdbc;

class H2PreviewTest extends PreviewContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
