package dev.cleanup.jdbc;

class H2HistoryCostTest extends HistoryCostContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
