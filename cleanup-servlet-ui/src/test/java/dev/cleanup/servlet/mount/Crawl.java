package dev.cleanup.servlet.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches a page, and all that it and its files name, each from where it stands. */
final class Crawl {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern URL = Pattern.compile("url\\(['\"]?([^'\")]+)['\"]?\\)");
    /** What fetched() of api.js takes, which stands beside app.js. */
    private static final Pattern FETCHED = Pattern.compile("['\"](\\./[^'\"]+\\.js)['\"]");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<URI, HttpResponse<byte[]>> found = new LinkedHashMap<>();

    /** All that was found, by where it is. */
    static Map<URI, HttpResponse<byte[]>> of(URI page) {
        Crawl crawl = new Crawl();
        crawl.visit(page, "html");
        return crawl.found;
    }

    private void visit(URI uri, String kind) {
        if (found.containsKey(uri)) {
            return;
        }
        HttpResponse<byte[]> response = Site.get(uri, "Accept-Encoding", "gzip");
        found.put(uri, response);
        assertThat(response.statusCode()).as("GET %s", uri).isEqualTo(200);
        assertThat(typeOf(response)).as("type of %s", uri).isIn(TYPES.get(kind), TYPES.get(kind) + ";charset=utf-8");
        String text = Site.text(response);
        switch (kind) {
            case "html" -> follow(LINK, text, uri);
            case "css" -> follow(URL, text, uri);
            case "js" -> {
                follow(IMPORT, text, uri);
                follow(FETCHED, IMPORT.matcher(text).replaceAll(""), script("api.js", uri));
            }
            default -> assertThat(kind).isEqualTo("svg");
        }
    }

    /** Where the file is that stands in the folder of app.js. */
    private URI script(String name, URI fallback) {
        return found.keySet().stream()
                .filter(uri -> uri.getPath().endsWith("/" + name))
                .findFirst()
                .orElse(fallback);
    }

    private void follow(Pattern pattern, String text, URI from) {
        List<String> names =
                pattern.matcher(text).results().map(match -> match.group(1)).toList();
        for (String name : names) {
            assertThat(name).as("an address in %s", from).doesNotStartWith("/").doesNotMatch("[a-z]+:.*");
            visit(from.resolve(name), name.substring(name.lastIndexOf('.') + 1));
        }
    }

    static String typeOf(HttpResponse<?> response) {
        Matcher parts = Pattern.compile(" ?; ?").matcher(Site.header(response, "Content-Type"));
        return parts.replaceAll(";").toLowerCase(java.util.Locale.ROOT);
    }
}
