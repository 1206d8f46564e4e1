package dev.cleanup.jdbc;

class H2NamedRowsTest extends NamedRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
