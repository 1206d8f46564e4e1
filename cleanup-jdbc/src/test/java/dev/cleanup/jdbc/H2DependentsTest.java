package dev.cleanup.jdbc;

class H2DependentsTest extends DependentsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
