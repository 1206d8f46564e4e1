package dev.cleanup.alerts;

/** A way to tell people. Called on a thread of its own, one alert at a time; a channel bounds each call in time. */
public interface AlertChannel {

    /**
     * Delivers one alert. What is thrown is logged, and tried again a few times unless it says otherwise.
     *
     * @throws DeliveryException when it could not be delivered; its message is logged, so it holds no secret
     */
    void send(Alert alert) throws DeliveryException, InterruptedException;

    /** What it is, for the log; without a secret. */
    @Override
    String toString();
}
