/** Assertions, clocks, builders and contracts for the tests of your own rules, tasks, schedulers and stores. */
module dev.cleanup.testkit {
    requires transitive dev.cleanup.core;
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.cleanup.testkit;
}
