package dev.cleanup.jdbc;

class H2ExplainTest extends ExplainContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
