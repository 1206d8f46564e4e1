package dev.cleanup.jdbc;

class H2EqualityTest extends EqualityContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
