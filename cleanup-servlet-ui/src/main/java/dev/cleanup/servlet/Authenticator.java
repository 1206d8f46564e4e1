package dev.cleanup.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Says who sends a request. The way to put the application's own security in front: container roles, Spring Security, a session of its own.
 * {@link BearerTokens} is the one that comes with this library. Called once per request, by several threads.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * Who sends this request; empty when the request does not prove it, and then it is answered with 401. An exception counts as empty and
     * is logged without its message, since that may quote the credentials. Must not read the request's body.
     */
    Optional<Caller> authenticate(HttpServletRequest request);
}
