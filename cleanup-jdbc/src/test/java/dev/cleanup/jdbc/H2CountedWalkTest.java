package dev.cleanup.jdbc;

class H2CountedWalkTest extends CountedWalkContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
