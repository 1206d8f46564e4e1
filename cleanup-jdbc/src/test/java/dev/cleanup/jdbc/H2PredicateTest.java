package dev.cleanup.jdbc;

class H2PredicateTest extends PredicateContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
