package dev.cleanup.docker.internal.task;

import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Reply;
import dev.cleanup.docker.internal.engine.Unanswered;
import java.util.Optional;

/**
 * Removes one resource: looks at it once more, asks the engine, and where the answer says anything else than done, looks what became of it. The
 * transport may have asked twice, so that a conflict or "no such thing" can be the answer to a removal of our own. Nothing escalates to force.
 *
 * @param seen the resource as it was seen
 * @param path what is deleted
 * @param bytes how much room it takes, as far as it is known
 */
public record Removal<T>(Seen<T> seen, String path, long bytes) {

    /** Looks at the resource as it is now; empty when it is gone. */
    public interface Again<T> {
        Optional<T> look() throws Exception;
    }

    /** What became of it. */
    public Outcome by(Api api, Again<T> again) throws Exception {
        Optional<T> now = again.look();
        if (now.isEmpty()) {
            return new Outcome.Skipped("gone meanwhile");
        }
        if (!now.get().equals(seen.facts())) {
            return new Outcome.Skipped("changed meanwhile");
        }
        try {
            Reply reply = api.delete(path);
            return reply.done() || reply.gone() ? new Outcome.Removed(bytes) : refused(reply, again);
        } catch (Unanswered silence) {
            return afterSilence(silence, again);
        }
    }

    private Outcome refused(Reply reply, Again<T> again) throws Exception {
        try {
            Optional<T> now = again.look();
            if (now.isEmpty()) {
                return new Outcome.Removed(bytes);
            }
            String words = "the engine answered " + reply.status() + ": " + reply.body();
            return reply.conflict() || !now.get().equals(seen.facts())
                    ? new Outcome.Skipped(words)
                    : new Outcome.Failed(words);
        } catch (Unanswered silence) {
            return new Outcome.Unknown(silence);
        }
    }

    private Outcome afterSilence(Unanswered silence, Again<T> again) throws Exception {
        try {
            return again.look().isEmpty()
                    ? new Outcome.Removed(bytes)
                    : new Outcome.Failed(
                            "it is still there after a removal that got no answer: " + silence.getMessage());
        } catch (Unanswered still) {
            return new Outcome.Unknown(still);
        }
    }
}
