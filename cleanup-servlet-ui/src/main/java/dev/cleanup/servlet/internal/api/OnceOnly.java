package dev.cleanup.servlet.internal.api;

import dev.cleanup.RunHandle;
import dev.cleanup.servlet.internal.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a request that carries an {@code Idempotency-Key} begin one run, however often it is sent. Remembers the last {@value #MOST_KEYS} keys,
 * in this process. Safe for use by several threads.
 */
final class OnceOnly {
    private static final int MOST_KEYS = 1_000;

    private final Map<Key, Begun> keys = new LinkedHashMap<>();

    /** Whose key it is: two callers may choose the same one. */
    record Key(String caller, String text) {}

    private record Begun(RunCommand command, String run) {}

    /**
     * The id of the run that this key began before; otherwise begins one.
     *
     * @param begin begins a run; what it throws uses up no key
     * @throws Problem 422 when the key was used for another command
     */
    synchronized Outcome run(Key key, RunCommand command, Supplier<RunHandle> begin) {
        Begun before = keys.get(key);
        if (before == null) {
            RunHandle run = begin.get();
            remember(key, new Begun(command, run.current().id()));
            return new Outcome(Optional.of(run), run.current().id());
        }
        if (!before.command.equals(command)) {
            throw Problem.unprocessable("This Idempotency-Key was used for another request.");
        }
        return new Outcome(Optional.empty(), before.run);
    }

    /**
     * What came of it.
     *
     * @param begun the run, if it was begun just now
     * @param id the run's id
     */
    record Outcome(Optional<RunHandle> begun, String id) {}

    private void remember(Key key, Begun begun) {
        keys.put(key, begun);
        if (keys.size() > MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
    }
}
