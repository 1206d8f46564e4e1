package dev.cleanup.servlet.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a request that changes something may come from where it comes from. Browsers say so themselves: by {@code Sec-Fetch-Site}, older
 * ones by {@code Origin}. Other clients say nothing and need no protection, since nobody can make them send a request.
 */
final class SiteGuard {
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private SiteGuard() {}

    /** Whether another site sent this. */
    static boolean foreign(HttpServletRequest request) {
        List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
        if (!sites.isEmpty()) {
            return !OWN_SITES.containsAll(sites);
        }
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        return Collections.list(request.getHeaders("Origin")).stream()
                .anyMatch(origin -> hosts.size() != 1 || !isAt(origin, hosts.get(0)));
    }

    /** The scheme is left out: behind a proxy that ends TLS, the service does not know its own. */
    private static boolean isAt(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        String own = host.toLowerCase(Locale.ROOT);
        return lower.equals("https://" + own) || lower.equals("http://" + own);
    }
}
