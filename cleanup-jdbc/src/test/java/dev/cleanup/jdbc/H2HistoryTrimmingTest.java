package dev.cleanup.jdbc;

class H2HistoryTrimmingTest extends HistoryTrimmingContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
