/** A service's cleanup on HTTP: one servlet, closed until it is given an authenticator. */
module dev.cleanup.servlet {
    requires transitive dev.cleanup.core;
    requires jakarta.json;
    requires java.net.http;
    requires transitive jakarta.servlet;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup.servlet;
    exports dev.cleanup.servlet.query;
}
