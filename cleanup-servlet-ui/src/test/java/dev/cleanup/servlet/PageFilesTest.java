package dev.cleanup.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page is made of, and how it is sent. */
class PageFilesTest {
    private static final Path SOURCES = Path.of("src/main/resources/dev/cleanup/servlet/page");
    private static final int MOST_BYTES = 60_000;

    private final CleanupService service =
            CleanupService.builder().task(Shelf.withOld(1).task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private List<String> assets() {
        Matcher address = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"")
                .matcher(server.send("GET", "/").text());
        List<String> found = new ArrayList<>();
        while (address.find()) {
            found.add("/" + address.group(1));
        }
        return found;
    }

    private static int gzipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }

    @Test
    void all_of_the_page_with_its_libraries_and_its_widget_is_at_most_60_kB() throws IOException {
        int bytes = gzipped(server.send("GET", "/").text())
                + gzipped(server.send("GET", "/widget.js").text());
        for (String asset : assets()) {
            bytes += gzipped(server.send("GET", asset).text());
        }
        assertThat(assets()).hasSize(5);
        System.out.println("the page: " + bytes + " bytes, gzipped");
        assertThat(bytes).isBetween(30_000, MOST_BYTES);
    }

    @Test
    void the_shell_is_open_without_data_and_under_a_strict_policy() {
        Reply shell = server.send("GET", "/");
        assertThat(shell.status()).isEqualTo(200);
        assertThat(shell.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(shell.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; ")
                .contains("script-src 'self';", "require-trusted-types-for 'script'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(shell.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(shell.header("Cache-Control")).isEqualTo("no-store");
        assertThat(shell.text()).doesNotContain("shelf", "@assets@");
    }

    @Test
    void assets_are_kept_for_ever_under_the_name_of_their_content() {
        for (String asset : assets()) {
            Reply plain = server.send("GET", asset);
            Reply packed = server.send("GET", asset, "Accept-Encoding", "br, gzip;q=0.8");
            assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(plain.header("Content-Encoding")).isEmpty();
            assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(packed.text().length()).isLessThan(plain.text().length());
            assertThat(server.send("GET", asset, "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
                    .isEmpty();
            assertThat(server.send("GET", asset.replaceFirst("[0-9a-f]{16}", "0123456789abcdef"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void without_the_slash_it_is_found_relative_to_where_it_was_asked() {
        Reply reply = server.sendTo(Server.MOUNT, "GET", "");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("./cleanup/");
    }

    @Test
    void the_page_may_be_framed_by_those_who_are_named() {
        CleanupServlet framed = CleanupServlet.builder(service)
                .authenticator(Server.TOKENS)
                .frameAncestors("https://dashboards.example", "'self'")
                .build();
        try (Server other = new Server(framed)) {
            Reply shell = other.send("GET", "/");
            assertThat(shell.header("Content-Security-Policy"))
                    .contains("frame-ancestors https://dashboards.example 'self';");
            assertThat(shell.header("X-Frame-Options")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "https://*", "https://a b", "https://a/b", "javascript:alert(1)", "a; script-src *"})
    void who_may_frame_it_is_an_origin(String origin) {
        assertThatThrownBy(() -> CleanupServlet.builder(service).frameAncestors(origin))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("frameAncestors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "12345678901234567890123456789012345678901"})
    void an_environment_is_a_short_name(String name) {
        assertThatThrownBy(() -> CleanupServlet.builder(service).environment(name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("environment");
        assertThatThrownBy(() -> CleanupServlet.builder(service).confirmAbove(-1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confirmAbove");
    }

    static Stream<Path> sources() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nothing_in_it_comes_from_elsewhere_or_makes_markup_of_text(Path file) {
        String text = read(file);
        assertThat(text.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://", "https://");
        assertThat(text)
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
                .doesNotContain("unsafeHTML", "localStorage", "sessionStorage", "document.cookie")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=\"");
        if (file.toString().endsWith(".html")) {
            assertThat(text).doesNotContain("<style").doesNotContainPattern("<script(?![^>]* src=)");
        }
    }

    @Test
    void every_module_is_in_the_script() throws IOException {
        String script = server.send(
                        "GET",
                        assets().stream()
                                .filter(asset -> asset.endsWith("/app.js"))
                                .findFirst()
                                .orElseThrow())
                .text();
        assertThat(sources()
                        .map(file -> SOURCES.relativize(file).toString())
                        .filter(name -> name.endsWith(".js") && !name.equals("widget.js")))
                .allMatch(name -> script.contains("const m_" + name.replaceAll("\\W", "_") + "="));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
