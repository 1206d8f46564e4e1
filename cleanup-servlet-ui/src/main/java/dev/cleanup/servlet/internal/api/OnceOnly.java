package dev.cleanup.servlet.internal.api;

import dev.cleanup.RunHandle;
import dev.cleanup.servlet.internal.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request that carries an {@code Idempotency-Key} begin one run, however often it is sent. Remembers the last {@value #MOST_KEYS} keys,
 * in this process. Safe for use by several threads.
 */
final class OnceOnly {
    private static final int MOST_KEYS = 1_000;

    private final Map<Key, Begun> keys = new LinkedHashMap<>();

    /** Whose key it is: two callers may choose the same one. */
    record Key(String caller, String text) {}

    /** The run is known once it has begun. */
    private record Begun(RunCommand command, CompletableFuture<String> run) {}

    /**
     * What came of it.
     *
     * @param begun the run, if it was begun just now
     * @param id the run's id
     */
    record Outcome(Optional<RunHandle> begun, String id) {}

    /**
     * The id of the run that this key began before; otherwise begins one. Whoever sends the same key meanwhile waits until it has begun.
     *
     * @param begin begins a run; what it throws uses up no key
     * @throws Problem 422 when the key was used for another command
     */
    Outcome run(Key key, RunCommand command, Supplier<RunHandle> begin) {
        Begun mine = new Begun(command, new CompletableFuture<>());
        Begun before = remember(key, mine);
        if (before != null) {
            return again(before, command);
        }
        try {
            RunHandle run = begin.get();
            mine.run.complete(run.current().id());
            return new Outcome(Optional.of(run), run.current().id());
        } catch (RuntimeException | Error failure) {
            forget(key);
            mine.run.completeExceptionally(failure);
            throw failure;
        }
    }

    private static Outcome again(Begun before, RunCommand command) {
        if (!before.command.equals(command)) {
            throw Problem.unprocessable("This Idempotency-Key was used for another request.");
        }
        try {
            return new Outcome(Optional.empty(), before.run.join());
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : failure;
        }
    }

    private synchronized @Nullable Begun remember(Key key, Begun begun) {
        Begun before = keys.putIfAbsent(key, begun);
        if (keys.size() > MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
        return before;
    }

    private synchronized void forget(Key key) {
        keys.remove(key);
    }
}
