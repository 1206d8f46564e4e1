package dev.cleanup.servlet.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On Tomcat; the build runs this on 10.1 and again on 11. */
@Tag("tomcat")
class TomcatMountIT extends MountContract {
    @Override
    String expectedVersion() {
        return System.getProperty("tomcat.version");
    }

    @Override
    Host with(HttpServlet servlet) {
        return TomcatHost.with(servlet);
    }

    @Override
    Host at(Place place, HttpServlet servlet) {
        return TomcatHost.at(place, servlet);
    }

    @Override
    Host listening() {
        return TomcatHost.listening();
    }

    @Test
    void whom_the_container_has_logged_in_may_do_what_the_container_says() {
        Authenticator containerRoles = request -> Optional.ofNullable(request.getUserPrincipal())
                .flatMap(user -> Stream.of(Role.ADMIN, Role.OPERATOR, Role.VIEWER)
                        .filter(role ->
                                request.isUserInRole("cleanup-" + role.name().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .map(role -> new Caller(user.getName(), role)));
        HttpServlet page =
                CleanupServlet.builder(cleanup).authenticator(containerRoles).build();
        try (Host host = TomcatHost.withUser("vera", "password", "cleanup-viewer", page)) {
            URI status = Site.at(host.port(), "/cleanup").resolve("status");
            String vera = basic("vera", "password");
            assertThat(Site.get(status, "Authorization", vera).statusCode()).isEqualTo(200);
            assertThat(Site.send("POST", status.resolve("."), "", "Authorization", vera)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(Site.get(status).statusCode()).isEqualTo(401);
        }
    }

    private static String basic(String user, String password) {
        String credentials = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
