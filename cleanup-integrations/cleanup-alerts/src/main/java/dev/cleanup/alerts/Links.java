package dev.cleanup.alerts;

import dev.cleanup.ConfigurationException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the page. */
final class Links {
    private Links() {}

    /** The page's own address, which ends with a slash. */
    static URI page(URI address) {
        boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
        boolean plain = address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null
                && address.getHost() != null;
        if (!web || !plain) {
            throw new ConfigurationException(
                    "page",
                    address.getRawUserInfo() == null ? address : host(address),
                    "accepted is the page's address, such as https://bots.example.com/cleanup/");
        }
        return address.getRawPath().endsWith("/") ? address : URI.create(address + "/");
    }

    /** What of an address is no secret. */
    static String host(URI address) {
        return address.getScheme() + "://" + address.getHost() + "/…";
    }

    /** A run on the page, whose views stand in the hash. */
    static URI run(URI page, String run) {
        return URI.create(page + "#/runs/"
                + URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
