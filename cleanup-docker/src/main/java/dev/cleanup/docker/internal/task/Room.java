package dev.cleanup.docker.internal.task;

import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers.Asking;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room a batch gives back: figures for people. That they cannot be had keeps nothing from going.
 *
 * @param kind what is removed
 * @param api the engine
 * @param sizes how much room each took before, where each takes its own
 * @param before how much room was taken by all, where they share it
 */
record Room<T>(Kind<T> kind, Api api, Map<String, Long> sizes, OptionalLong before) {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    static <T> Room<T> none(Kind<T> kind, Api api) {
        return new Room<>(kind, api, Map.of(), OptionalLong.empty());
    }

    static <T> Room<T> before(Kind<T> kind, Api api) {
        return new Room<>(kind, api, told(api, kind::sizes, Map.of()), told(api, kind::room, OptionalLong.empty()));
    }

    /** What these gave back, besides what their removals told themselves. */
    long given(Set<String> removed) {
        long own = removed.stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum();
        OptionalLong after = before.isEmpty() || removed.isEmpty()
                ? OptionalLong.empty()
                : told(api, kind::room, OptionalLong.empty());
        return own + (after.isEmpty() ? 0 : Math.max(0, before.getAsLong() - after.getAsLong()));
    }

    private static <A> A told(Api api, Asking<Api, A> asking, A otherwise) {
        try {
            return asking.ask(api);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.debug(
                    "how much room is taken cannot be told: {}",
                    failure.getClass().getSimpleName());
        }
        return otherwise;
    }
}
