/** Tells people by mail and webhook when a cleanup service needs them. */
module dev.cleanup.alerts {
    requires transitive dev.cleanup.core;
    requires jakarta.mail;
    requires java.net.http;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup.alerts;
}
