package dev.cleanup.servlet.mount;

/** A server of some make with a servlet in it, on a free loopback port. */
interface Host extends AutoCloseable {

    /** Which version of the server this is, as it says itself. */
    String version();

    int port();

    /** How many sessions there have been. */
    long sessions();

    @Override
    void close();
}
