package dev.cleanup.jdbc;

class H2HistoryStopTest extends HistoryStopContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
