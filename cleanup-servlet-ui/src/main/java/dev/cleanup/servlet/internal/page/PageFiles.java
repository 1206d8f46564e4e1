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

/**
 * The page: a shell without data, and the files it is made of. What may be served is a fixed table that is made once; nothing of a request ever
 * becomes the name of a resource. All files but the shell stand under a folder that is named after their content, so that they may be kept
 * for ever and still be imported by relative names.
 */
public final class PageFiles implements OpenFiles {
    /** Where the page's files are in the jar, and what they are called there, one to a line. */
    static final String FOLDER = "/dev/cleanup/servlet/page/";

    static final String LIST = "files.txt";

    private static final String SHELL = "index.html";
    private static final String WIDGET = "widget.js";
    private static final String ASSETS = "@assets@";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "json", Answer.JSON,
            "svg", "image/svg+xml");

    private final Map<String, StoredFile> files = new HashMap<>();

    /**
     * The page.
     *
     * @param frameAncestors the sites that may show the page in a frame; none by default
     */
    public PageFiles(List<String> frameAncestors) {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String name : Resources.text(FOLDER + LIST).lines().toList()) {
            contents.put(name, Resources.bytes(FOLDER + name));
        }
        String assets = "assets/" + Resources.hash(contents.values());
        contents.forEach((name, bytes) -> files.put("/" + assets + "/" + name, StoredFile.forEver(type(name), bytes)));
        String shell = Resources.text(FOLDER + SHELL).replace(ASSETS, assets);
        files.put(
                "", StoredFile.fresh(type(SHELL), shell.getBytes(StandardCharsets.UTF_8), pageHeaders(frameAncestors)));
        files.put("/" + WIDGET, StoredFile.fresh(type(WIDGET), Resources.bytes(FOLDER + WIDGET), Map.of()));
        files.put(
                "/openapi.json",
                StoredFile.fresh(Answer.JSON, Resources.bytes("/dev/cleanup/servlet/openapi.json"), Map.of()));
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
