package dev.cleanup.alerts;

import java.time.Duration;
import java.util.Optional;

/** An alert could not be delivered. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final transient Optional<Duration> pause;

    private DeliveryException(String message, boolean passing, Optional<Duration> pause) {
        super(message);
        this.passing = passing;
        this.pause = pause;
    }

    /** It may work a little later. */
    public static DeliveryException passing(String message) {
        return new DeliveryException(message, true, Optional.empty());
    }

    /** It may work after this pause, as the other side says. */
    public static DeliveryException passing(String message, Duration pause) {
        return new DeliveryException(message, true, Optional.of(pause));
    }

    /** It will not work however often it is tried. */
    public static DeliveryException lasting(String message) {
        return new DeliveryException(message, false, Optional.empty());
    }

    boolean isPassing() {
        return passing;
    }

    Optional<Duration> pause() {
        return pause;
    }
}
