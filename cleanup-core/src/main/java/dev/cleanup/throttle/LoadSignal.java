package dev.cleanup.throttle;

import java.util.Optional;

/**
 * Tells whether a system has other things to do just now: a queue that is too long, a standby that lags behind. Asked before a batch, at most
 * once a second, on a thread of its own and never twice at once.
 */
@FunctionalInterface
public interface LoadSignal {

    /**
     * Why removals have to wait, in words that go on after the signal's name, such as "12 s, at most 10 s"; empty when they need not.
     *
     * @throws Exception when it cannot tell; removals wait then, as they do when the answer is null or does not come in time
     */
    Optional<String> busy() throws Exception;
}
