package dev.cleanup.jdbc;

class H2HistoryAbandonedTest extends HistoryAbandonedContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
