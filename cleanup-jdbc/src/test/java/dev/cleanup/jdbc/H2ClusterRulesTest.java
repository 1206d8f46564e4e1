package dev.cleanup.jdbc;

class H2ClusterRulesTest extends ClusterRulesContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
