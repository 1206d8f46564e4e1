package dev.cleanup.jdbc;

class H2CountedRemovalTest extends CountedRemovalContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
