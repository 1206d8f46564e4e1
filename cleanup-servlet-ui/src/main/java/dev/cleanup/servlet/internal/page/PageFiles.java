package dev.cleanup.servlet.internal.page;

import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Content;
import dev.cleanup.servlet.internal.http.OpenFiles;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page: a shell without data, and the files it is made of. What may be served is a fixed table that is made once; nothing of a request ever
 * becomes the name of a resource. All files but the shell stand under a folder that is named after their content, so that they may be kept
 * for ever and still be imported by relative names. The modules of the script are sent as one file, and so are the styles.
 */
public final class PageFiles implements OpenFiles {
    private static final String FOLDER = "/dev/cleanup/servlet/page/";
    private static final List<String> STYLES = List.of("style.css", "parts.css", "media.css");
    private static final List<String> AS_THEY_ARE = List.of("icon.svg", "lib/lit-html.js", "lib/uPlot.iife.min.js");
    private static final String SHELL = "index.html";
    private static final String WIDGET = "widget.js";
    private static final String ASSETS = "@assets@";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, StoredFile> files = new HashMap<>();

    /**
     * The page.
     *
     * @param frameAncestors the sites that may show the page in a frame; none by default
     */
    public PageFiles(List<String> frameAncestors) {
        Map<String, byte[]> contents = assets();
        String assets = "assets/" + Resources.hash(contents.values());
        contents.forEach((name, bytes) -> files.put("/" + assets + "/" + name, StoredFile.forEver(type(name), bytes)));
        byte[] shell = utf8(Resources.text(FOLDER + SHELL).replace(ASSETS, assets));
        files.put("", StoredFile.fresh(type(SHELL), shell, pageHeaders(frameAncestors)));
        byte[] widget = utf8(Packed.lines(Resources.text(FOLDER + WIDGET)));
        files.put("/" + WIDGET, StoredFile.fresh(type(WIDGET), widget, Map.of()));
        files.put(
                "/openapi.json",
                StoredFile.fresh(Answer.JSON, Resources.bytes("/dev/cleanup/servlet/openapi.json"), Map.of()));
    }

    private static Map<String, byte[]> assets() {
        Map<String, byte[]> contents = new TreeMap<>();
        AS_THEY_ARE.forEach(name -> contents.put(name, Resources.bytes(FOLDER + name)));
        String styles = STYLES.stream()
                .map(name -> Packed.lines(Resources.text(FOLDER + name)))
                .collect(Collectors.joining("\n"));
        contents.put("style.css", utf8(styles));
        String script = new ModuleBundle(name -> Packed.lines(Resources.text(FOLDER + name))).of("app.js");
        contents.put("app.js", utf8(script));
        return contents;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain;charset=utf-8");
    }

    private static Map<String, String> pageHeaders(List<String> frameAncestors) {
        String ancestors = frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors);
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "form-action 'none'; base-uri 'none'; frame-ancestors " + ancestors
                        + "; require-trusted-types-for 'script'; trusted-types lit-html");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        if (frameAncestors.isEmpty()) {
            headers.put("X-Frame-Options", "DENY");
        }
        return headers;
    }

    @Override
    public Optional<Answer> find(String path, HttpServletRequest request) {
        if (path.isEmpty() && withoutSlash(request)) {
            return Optional.of(toFolder(request));
        }
        return Optional.ofNullable(files.get(path)).map(file -> file.answer(request));
    }

    /** The page's links are relative, and count from a folder. */
    private static boolean withoutSlash(HttpServletRequest request) {
        return !request.getRequestURI().endsWith("/");
    }

    /** Relative, because behind a proxy the service does not know its own address. */
    private static Answer toFolder(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String folder = "./" + uri.substring(uri.lastIndexOf('/') + 1) + "/";
        return Answer.of(302, "text/plain;charset=utf-8", Content.bytes(new byte[0]))
                .with("Location", folder);
    }
}
