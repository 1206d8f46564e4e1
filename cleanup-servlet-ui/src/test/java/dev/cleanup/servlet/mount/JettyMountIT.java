package dev.cleanup.servlet.mount;

import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;

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

    @Test
    void one_holder_stands_at_two_paths() {
        try (Host host = JettyHost.twice(servlet)) {
            new Promises(Site.at(host.port(), "/app/cleanup")).holdWithoutSlash();
            new Promises(Site.at(host.port(), "/app/api/cleanup")).holdWithoutSlash();
        }
    }
}
