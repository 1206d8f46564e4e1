package dev.cleanup.jdbc;

class H2ExpiredRowsTest extends ExpiredRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
