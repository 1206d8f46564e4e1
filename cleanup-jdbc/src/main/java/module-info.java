/** Cleans up rows of PostgreSQL and H2 over plain JDBC, and keeps the history there. */
module dev.cleanup.jdbc {
    requires transitive dev.cleanup.core;
    requires transitive java.sql;
    requires static com.github.kagkarlsson.scheduler;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup.jdbc;
}
