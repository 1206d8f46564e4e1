package dev.cleanup.servlet.mount;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.RemoteCleanup;
import dev.cleanup.servlet.Role;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every server. */
abstract class MountContract {
    static final BearerTokens TOKENS =
            BearerTokens.builder().token("ada", Role.ADMIN, Site.SECRET).build();

    final CleanupService cleanup = CleanupService.builder()
            .task(CleanupTask.ofResources(
                    "shelf",
                    () -> List.of(Resource.of("old", Instant.EPOCH)),
                    keepFor("7d"),
                    thing -> Removal.removed()))
            .build();
    final HttpServlet servlet =
            CleanupServlet.builder(cleanup).authenticator(TOKENS).build();

    /** What the server's version begins with. */
    abstract String expectedVersion();

    /** The server with this servlet mapped to {@code /cleanup/*} in the context {@code /app}, as the document shows it. */
    abstract Host with(HttpServlet servlet);

    abstract Host at(Place place, HttpServlet servlet);

    /** The server with {@link CleanupMount} in the context {@code /app}. */
    abstract Host listening();

    static Stream<Place> places() {
        return Stream.of(
                Place.of("", "/cleanup/*", "/api/cleanup/*", "/admin/cleanup/*"),
                Place.of("/app", "/cleanup/*", "/api/cleanup/*", "/admin/cleanup/*"),
                Place.of("/app/x y", "/admin/cleanup/*"),
                Place.of("", "/status/*"),
                Place.of("", "/*"),
                Place.of("/app", "/*"),
                Place.of("/app", "/"),
                Place.of("/app/x y", "/*"));
    }

    @AfterEach
    void stop() {
        cleanup.close();
    }

    @Test
    void this_is_the_server_it_is_said_to_be() {
        try (Host host = with(servlet)) {
            assertThat(host.version()).startsWith(expectedVersion());
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void all_promises_hold_at_every_mount_point(Place place) {
        try (Host host = at(place, servlet)) {
            for (String mount : place.mounts()) {
                Promises promises = new Promises(Site.at(host.port(), mount));
                promises.hold();
                if (!place.isContextRoot()) {
                    promises.holdWithoutSlash();
                }
            }
            assertThat(host.sessions()).isZero();
        }
    }

    /** The container does this before any servlet is asked. */
    @Test
    void at_the_root_of_a_context_the_container_adds_the_slash() {
        try (Host host = at(Place.of("/app", "/*"), servlet)) {
            Site site = Site.at(host.port(), "/app");
            HttpResponse<byte[]> redirect = Site.get(site.withoutSlash());
            assertThat(redirect.statusCode()).isIn(301, 302);
            assertThat(site.withoutSlash().resolve(Site.header(redirect, "Location")))
                    .isEqualTo(site.address());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Takes prefixes off.
        "/ops/tools/cleanup, '', /cleanup",
        "/ops/tools/admin/cleanup, '', /admin/cleanup",
        // Puts prefixes on.
        "/cleanup, /internal/app, /cleanup",
        // Both at once.
        "/ops/x%20y/api/cleanup, /app/x y, /api/cleanup",
    })
    void all_promises_hold_behind_a_proxy(String outside, String context, String mount) {
        String inside = context.replace(" ", "%20") + mount;
        try (Host host = at(Place.of(context, mount + "/*"), servlet);
                ReverseProxy proxy = new ReverseProxy(outside, inside, host.port())) {
            Promises promises = new Promises(Site.at(proxy.port(), outside));
            promises.hold();
            promises.holdWithoutSlash();
        }
    }

    /** The service cannot know the new name, so only the proxy can add the slash, and proxies do. */
    @ParameterizedTest
    @CsvSource({"/ops/tidy-bots, /cleanup/*", "/cleanup, /*", "'', /admin/cleanup/*"})
    void a_proxy_may_even_rename_the_last_part_of_the_path(String outside, String mapping) {
        try (Host host = at(Place.of("", mapping), servlet);
                ReverseProxy proxy = new ReverseProxy(outside, mapping.replace("/*", ""), host.port())) {
            new Promises(Site.at(proxy.port(), outside)).hold();
        }
    }

    /** A current browser says itself where a request comes from; of an older one only the Host header tells what the page's own site is. */
    @Test
    void behind_a_proxy_that_rewrites_the_host_a_browser_must_say_that_the_site_is_the_same() {
        try (Host host = at(Place.of("", "/cleanup/*"), servlet);
                ReverseProxy proxy = new ReverseProxy("/ops/cleanup", "/cleanup", host.port())) {
            URI proxied = Site.at(proxy.port(), "/ops/cleanup").resolve("run");
            URI direct = Site.at(host.port(), "/cleanup").resolve("run");
            assertThat(post(proxied, "Origin", "https://ops.example", "Sec-Fetch-Site", "same-origin"))
                    .isEqualTo(200);
            assertThat(post(proxied, "Origin", "https://ops.example")).isEqualTo(403);
            assertThat(post(proxied, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"))
                    .isEqualTo(403);
            assertThat(post(direct, "Origin", "https://" + direct.getAuthority()))
                    .isEqualTo(200);
        }
    }

    private static int post(URI uri, String... headers) {
        return Site.postAllowed(uri, "", headers).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cleanup/*", "/"})
    void the_answer_to_a_stop_leads_to_the_run(String mapping) {
        CountDownLatch stopped = new CountDownLatch(1);
        CleanupTask slow = CleanupTask.ofResources(
                "slow",
                () -> {
                    stopped.await();
                    return List.of();
                },
                keepFor("7d"),
                thing -> Removal.removed());
        Place place = Place.of("/app", mapping);
        try (CleanupService service = CleanupService.builder().task(slow).build();
                Host host = at(
                        place,
                        CleanupServlet.builder(service).authenticator(TOKENS).build())) {
            URI address = Site.at(host.port(), place.mounts().get(0)).address();
            URI run = address.resolve(
                    "runs/" + service.begin(RunRequest.dryRun()).current().id());
            URI stop = URI.create(run + "/stop");
            HttpResponse<byte[]> asked = Site.postAllowed(stop, "");
            stopped.countDown();
            assertThat(asked.statusCode()).isEqualTo(202);
            assertThat(stop.resolve(Site.header(asked, "Location"))).isEqualTo(run);
        }
    }

    @Test
    void the_line_in_the_document_mounts_it() {
        try (Host host = with(servlet)) {
            new Promises(Site.at(host.port(), "/app/cleanup")).hold();
        }
    }

    @Test
    void a_listener_of_the_context_mounts_it_without_any_file() {
        try (Host host = listening()) {
            new Promises(Site.at(host.port(), "/app/cleanup")).hold();
            new Promises(Site.at(host.port(), "/app/api/cleanup")).hold();
        }
    }

    @Test
    void a_dashboard_in_front_of_a_service_keeps_the_same_promises() {
        try (Host service = with(servlet)) {
            URI bots = Site.at(service.port(), "/app/cleanup").withoutSlash();
            String botsToken = Site.SECRET;
            HttpServlet dashboard = RemoteCleanup.builder()
                    .service("bots", bots, botsToken)
                    .authenticator(TOKENS)
                    .build();
            try (Host host = at(Place.of("", "/cleanup/*"), dashboard);
                    ReverseProxy proxy = new ReverseProxy("/ops/cleanup", "/cleanup", host.port())) {
                Promises promises = new Promises(Site.at(proxy.port(), "/ops/cleanup"));
                promises.hold();
                promises.holdWithoutSlash();
            }
        }
    }

    @Test
    void the_sites_that_are_named_may_show_the_page_in_a_frame() {
        HttpServlet framed = CleanupServlet.builder(cleanup)
                .authenticator(TOKENS)
                .frameAncestors("https://dashboards.example")
                .build();
        try (Host host = with(framed)) {
            HttpResponse<byte[]> page =
                    Site.get(Site.at(host.port(), "/app/cleanup").address());
            assertThat(Site.header(page, "Content-Security-Policy"))
                    .contains("frame-ancestors https://dashboards.example;");
            assertThat(Site.header(page, "X-Frame-Options")).isEmpty();
        }
    }
}
