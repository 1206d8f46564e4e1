package dev.cleanup.jdbc;

class H2BadInputTest extends BadInputContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
