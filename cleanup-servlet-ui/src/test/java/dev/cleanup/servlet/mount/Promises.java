package dev.cleanup.servlet.mount;

import static dev.cleanup.servlet.mount.Site.get;
import static dev.cleanup.servlet.mount.Site.getAllowed;
import static dev.cleanup.servlet.mount.Site.header;
import static dev.cleanup.servlet.mount.Site.postAllowed;
import static dev.cleanup.servlet.mount.Site.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * What is promised of every mount point, checked by somebody who knows its address only.
 *
 * @param site the address
 */
record Promises(Site site) {
    private static final String ASYNC = "respond-async";

    /** All of them, but for the address without a slash. */
    void hold() {
        page();
        files();
        statusAndStrangers();
        heads();
        runs(site.address());
        runs(site.resolve("run"));
    }

    /** The page's links count from a folder, so the address without a slash leads to the one with it. */
    void holdWithoutSlash() {
        URI bare = site.withoutSlash();
        HttpResponse<byte[]> redirect = get(bare);
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(header(redirect, "Location")).startsWith("./").endsWith("/");
        assertThat(bare.resolve(header(redirect, "Location"))).isEqualTo(site.address());
        runs(bare);
    }

    private void page() {
        HttpResponse<byte[]> page = get(site.address());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Crawl.typeOf(page)).isEqualTo("text/html;charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(get(site.resolve("widget.js")), "Content-Type")).startsWith("text/javascript");
        assertThat(json(get(site.resolve("openapi.json"))).getString("openapi")).startsWith("3.");
    }

    private void files() {
        Map<URI, HttpResponse<byte[]>> files = Crawl.of(site.address());
        assertThat(files.keySet())
                .extracting(uri -> uri.getPath().replaceFirst(".*/assets/[0-9a-f]+/", ""))
                .contains("app.js", "style.css", "icon.svg", "lib/lit-html.js", "lib/uPlot.iife.min.js")
                .hasSize(6);
        files.forEach((uri, file) -> {
            assertThat(uri.toString()).startsWith(site.address().toString());
            assertThat(header(file, "Content-Encoding")).as("%s", uri).isEqualTo("gzip");
            assertThat(header(file, "Vary")).contains("Accept-Encoding");
            if (!uri.equals(site.address())) {
                assertThat(header(file, "Cache-Control"))
                        .as("%s", uri)
                        .isEqualTo("public, max-age=31536000, immutable");
            }
        });
        URI script = files.keySet().stream()
                .filter(uri -> uri.getPath().endsWith("/app.js"))
                .findFirst()
                .orElseThrow();
        assertThat(get(script).body()).asString(UTF_8).isEqualTo(text(files.get(script)));
    }

    private void statusAndStrangers() {
        URI status = site.resolve("status");
        assertThat(json(getAllowed(status)).getString("service")).isEqualTo("cleanup");
        for (HttpResponse<byte[]> refused :
                List.of(get(status), Site.send("POST", site.address(), ""), get(site.resolve("nothing")))) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(getAllowed(site.resolve("nothing")).statusCode()).isEqualTo(404);
    }

    private void heads() {
        for (String path : List.of("", "status", "widget.js", "openapi.json")) {
            HttpResponse<byte[]> get = getAllowed(site.resolve(path));
            HttpResponse<byte[]> head =
                    Site.send("HEAD", site.resolve(path), "", "Authorization", "Bearer " + Site.SECRET);
            assertThat(head.statusCode()).as("HEAD %s", path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(Crawl.typeOf(head)).isEqualTo(Crawl.typeOf(get));
        }
    }

    /** A run that is not waited for is found where the answer says, by whoever resolves that as a browser does. */
    private void runs(URI address) {
        HttpResponse<byte[]> begun = postAllowed(address, "", "Prefer", ASYNC, "Sec-Fetch-Site", "same-origin");
        assertThat(begun.statusCode()).as("POST %s: %s", address, text(begun)).isEqualTo(202);
        URI run = address.resolve(header(begun, "Location"));
        await().untilAsserted(() ->
                assertThat(json(getAllowed(run)).getString("status")).isEqualTo("SUCCEEDED"));
        assertThat(json(getAllowed(run)).getString("id")).isEqualTo(json(begun).getString("id"));
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as("%s", response.uri()).isBetween(200, 299);
        try (JsonReader reader = Json.createReader(new StringReader(text(response)))) {
            return reader.readObject();
        }
    }
}
