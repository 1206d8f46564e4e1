package dev.cleanup.jdbc;

class H2LintTest extends LintContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
