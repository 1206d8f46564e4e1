package dev.cleanup.servlet.internal.remote;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.http.Printable;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * A service behind a dashboard.
 *
 * @param id what callers name it by
 * @param base where its servlet is mapped, without a slash at the end
 * @param token what the dashboard shows it
 */
public record Upstream(String id, String base, String token) {
    private static final String ID_FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int MAX_TOKEN = 1_024;

    /**
     * A service.
     *
     * @throws ConfigurationException when a part of it is not accepted
     */
    public static Upstream of(String id, URI base, String token) {
        if (!id.matches(ID_FORM)) {
            throw new ConfigurationException(
                    "service id",
                    Printable.clean(id),
                    "accepted are 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        checkBase(id, base);
        boolean visible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (token.isEmpty() || token.length() > MAX_TOKEN || !visible) {
            throw new ConfigurationException(
                    "token of service " + id,
                    token.length() + " characters",
                    "accepted are 1 to " + MAX_TOKEN + " visible ASCII characters without spaces");
        }
        return new Upstream(id, base.toString().replaceFirst("/+$", ""), token);
    }

    private static void checkBase(String id, URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = base.getUserInfo() == null && base.getQuery() == null && base.getFragment() == null;
        if (!Set.of("http", "https").contains(scheme) || base.getHost() == null || !plain) {
            throw new ConfigurationException(
                    "address of service " + id,
                    String.valueOf(base.getHost()),
                    "accepted is an http or https URL without user, query and fragment,"
                            + " such as http://localhost:3001/admin/cleanup");
        }
    }

    /** Its id; the token stays unseen. */
    @Override
    public String toString() {
        return id;
    }
}
