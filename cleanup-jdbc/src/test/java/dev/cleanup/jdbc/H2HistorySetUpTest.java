package dev.cleanup.jdbc;

class H2HistorySetUpTest extends HistorySetUpContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
