package dev.cleanup.jdbc;

class H2HistoryContentTest extends HistoryContentContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
