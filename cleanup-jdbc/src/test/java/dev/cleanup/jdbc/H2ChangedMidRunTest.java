package dev.cleanup.jdbc;

class H2ChangedMidRunTest extends ChangedMidRunContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
