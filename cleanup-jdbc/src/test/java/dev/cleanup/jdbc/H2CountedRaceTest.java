package dev.cleanup.jdbc;

class H2CountedRaceTest extends CountedRaceContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
