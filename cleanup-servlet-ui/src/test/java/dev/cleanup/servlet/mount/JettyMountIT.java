package dev.cleanup.servlet.mount;

import jakarta.servlet.http.HttpServlet;

/** On Jetty 12 with EE 10. */
class JettyMountIT extends MountContract {
    @Override
    String expectedVersion() {
        return "12.";
    }

    @Override
    Host with(HttpServlet servlet) {
        return JettyHost.with(servlet);
    }

    @Override
    Host at(Place place, HttpServlet servlet) {
        return JettyHost.at(place, servlet);
    }

    @Override
    Host listening() {
        return JettyHost.listening();
    }
}
