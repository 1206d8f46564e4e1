package dev.cleanup.servlet;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.internal.http.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Knows callers by secrets they send as {@code Authorization: Bearer …}, and nowhere else: query strings and cookies end up in logs and are
 * sent by browsers unasked. Holds the SHA-256 digests of the secrets, never the secrets. Immutable.
 *
 * <p>Several tokens at once let each operator and script have a name of its own in the history, and let a token be replaced without a gap.
 */
public final class BearerTokens implements Authenticator {
    /** The fewest characters of a secret; {@code openssl rand -hex 32} makes a good one of 64. */
    public static final int MIN_SECRET_LENGTH = 32;

    /** The most characters of a secret; servers refuse longer headers. */
    public static final int MAX_SECRET_LENGTH = 1_024;

    private static final String SCHEME = "bearer";

    private final List<Token> tokens;

    private BearerTokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Begins a set of tokens. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Caller> authenticate(HttpServletRequest request) {
        return secret(Collections.list(request.getHeaders("Authorization"))).flatMap(this::find);
    }

    private static Optional<String> secret(List<String> headers) {
        // Two headers may be read differently by a proxy and by us, so neither counts.
        if (headers.size() != 1) {
            return Optional.empty();
        }
        String[] parts = headers.get(0).split(" +", 2);
        boolean bearer = parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals(SCHEME);
        return bearer ? Optional.of(parts[1]) : Optional.empty();
    }

    private Optional<Caller> find(String secret) {
        byte[] digest = Sha256.of(secret);
        Optional<Caller> found = Optional.empty();
        // No early exit: the time taken must not tell which token came close.
        for (Token token : tokens) {
            if (token.matches(digest)) {
                found = Optional.of(token.caller);
            }
        }
        return found;
    }

    /** The names of the tokens. */
    @Override
    public String toString() {
        return tokens.stream().map(token -> token.caller.name()).toList().toString();
    }

    private static final class Token {
        private final Caller caller;
        private final byte[] digest;

        private Token(Caller caller, byte[] digest) {
            this.caller = caller;
            this.digest = digest;
        }

        private boolean matches(byte[] given) {
            return MessageDigest.isEqual(digest, given);
        }
    }

    /** Sets up tokens. Every check names the token and never its secret. Not safe for use by several threads. */
    public static final class Builder {
        private final List<Token> tokens = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a token.
         *
         * @param name whose it is; see {@link Caller}
         * @param secret {@value #MIN_SECRET_LENGTH} to {@value #MAX_SECRET_LENGTH} visible ASCII characters
         * @throws ConfigurationException when the name or the secret is not accepted, or there already
         */
        public Builder token(String name, Role role, String secret) {
            return token(name, Set.of(role), secret);
        }

        /** Adds a token with several roles, such as ADMIN and QUERY. */
        public Builder token(String name, Set<Role> roles, String secret) {
            Caller caller = new Caller(name, roles);
            checkSecret(name, secret);
            byte[] digest = Sha256.of(secret);
            for (Token other : tokens) {
                if (other.caller.name().equals(name)) {
                    throw new ConfigurationException("token", name, "there is a token of this name already");
                }
                if (other.matches(digest)) {
                    throw new ConfigurationException(
                            "token", name, "its secret is also that of '" + other.caller.name() + "'");
                }
            }
            tokens.add(new Token(caller, digest));
            return this;
        }

        private static void checkSecret(String name, String secret) {
            int length = secret.length();
            // A header cannot carry other characters safely, so such a token would never be recognised.
            boolean visible = secret.chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (length < MIN_SECRET_LENGTH || length > MAX_SECRET_LENGTH || !visible) {
                throw new ConfigurationException(
                        "secret of token " + name,
                        length + " characters" + (visible ? "" : ", not all visible ASCII"),
                        "accepted are " + MIN_SECRET_LENGTH + " to " + MAX_SECRET_LENGTH
                                + " visible ASCII characters without spaces");
            }
        }

        /**
         * The tokens.
         *
         * @throws ConfigurationException when there are none
         */
        public BearerTokens build() {
            if (tokens.isEmpty()) {
                throw new ConfigurationException("tokens", "none", "accepted is at least one token");
            }
            return new BearerTokens(tokens);
        }
    }
}
