package dev.cleanup.servlet.internal.http;

import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who sends a request, and slows down whoever guesses. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Authenticator authenticator;
    private final LoginThrottle throttle;

    Gate(Authenticator authenticator, LoginThrottle throttle) {
        this.authenticator = authenticator;
        this.throttle = throttle;
    }

    /**
     * Who sends this request.
     *
     * @throws Problem 401 when the request does not prove it, 429 when too many did not before
     */
    Caller caller(HttpServletRequest request) {
        // What the application's own sessions let in or not is the application's to throttle.
        Optional<String> credentials = Optional.ofNullable(request.getHeader("Authorization"));
        String address = Objects.requireNonNullElse(request.getRemoteAddr(), "");
        long wait = credentials.map(given -> throttle.wait(address, given)).orElse(0L);
        if (wait > 0) {
            throw Problem.tooManyRequests("Too many failed log-ins from this address; try again later.", wait);
        }
        Optional<Caller> caller = authenticate(request);
        if (caller.isEmpty()) {
            LOG.warn("{}: refused, no valid credentials, from {}", Dispatcher.line(request), Printable.clean(address));
            credentials.ifPresent(given -> throttle.failed(address));
            throw Problem.unauthorized();
        }
        credentials.ifPresent(throttle::succeeded);
        return caller.get();
    }

    private Optional<Caller> authenticate(HttpServletRequest request) {
        try {
            return Objects.requireNonNull(authenticator.authenticate(request), "the authenticator returned null");
        } catch (RuntimeException | Error failure) {
            LOG.error("{}: the authenticator failed", Dispatcher.line(request), withoutMessage(failure));
            return Optional.empty();
        }
    }

    /** Where it was thrown and what it is; its message may quote the credentials. */
    private static Exception withoutMessage(Throwable failure) {
        Exception known = new Exception(failure.getClass().getName());
        known.setStackTrace(failure.getStackTrace());
        return known;
    }
}
