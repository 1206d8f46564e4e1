package dev.cleanup.jdbc;

class H2NoExclusionTest extends NoExclusionContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
