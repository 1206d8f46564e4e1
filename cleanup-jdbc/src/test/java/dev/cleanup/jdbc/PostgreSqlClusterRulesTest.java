package dev.cleanup.jdbc;

class PostgreSqlClusterRulesTest extends ClusterRulesContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
