/** Cleans up what Docker leaves behind, over docker-java's transport. */
module dev.cleanup.docker {
    requires transitive dev.cleanup.core;
    requires transitive com.github.dockerjava.transport;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.dockerjava.core;
    requires com.github.dockerjava.transport.zerodep;
    requires dev.failsafe.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup.docker;
}
