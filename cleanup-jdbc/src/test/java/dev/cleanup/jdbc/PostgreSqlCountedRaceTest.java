package dev.cleanup.jdbc;

class PostgreSqlCountedRaceTest extends CountedRaceContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
