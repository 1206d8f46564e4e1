package dev.cleanup.jdbc;

class H2RemovalTest extends RemovalContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
