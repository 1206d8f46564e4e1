/** What a cleanup service does, as metrics of a Micrometer registry. */
module dev.cleanup.micrometer {
    requires transitive dev.cleanup.core;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup.micrometer;
}
