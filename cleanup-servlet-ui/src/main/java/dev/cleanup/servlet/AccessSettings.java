package dev.cleanup.servlet;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.http.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every servlet of this library is told of who may reach it. Not safe for use by several threads. */
final class AccessSettings {
    private static final int MAX_LABEL = 40;
    private static final String ORIGIN = "https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?";

    private @Nullable Authenticator authenticator;
    private boolean readOnly;
    private List<String> frameAncestors = List.of();

    void authenticator(Authenticator who) {
        authenticator = who;
    }

    void readOnly(boolean only) {
        readOnly = only;
    }

    void frameAncestors(String... origins) {
        for (String origin : origins) {
            if (!origin.matches(ORIGIN) && !origin.equals("'self'")) {
                throw new ConfigurationException(
                        "frameAncestors",
                        Printable.clean(origin),
                        "accepted are origins such as https://dashboards.example, and 'self' in single quotes");
            }
        }
        frameAncestors = List.of(origins);
    }

    /** A short text that the page shows. */
    static String label(String setting, String text) {
        if (text.isBlank() || text.length() > MAX_LABEL || !Printable.is(text)) {
            throw new ConfigurationException(
                    setting, Printable.clean(text), "accepted are 1 to " + MAX_LABEL + " printable characters");
        }
        return text.strip();
    }

    Authenticator authenticator() {
        if (authenticator == null) {
            throw new ConfigurationException(
                    "authenticator", "none", "accepted are BearerTokens, or an Authenticator of your own");
        }
        return authenticator;
    }

    boolean readOnly() {
        return readOnly;
    }

    List<String> frameAncestors() {
        return frameAncestors;
    }
}
