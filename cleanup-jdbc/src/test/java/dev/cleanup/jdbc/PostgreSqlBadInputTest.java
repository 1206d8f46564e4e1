package dev.cleanup.jdbc;

class PostgreSqlBadInputTest extends BadInputContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
