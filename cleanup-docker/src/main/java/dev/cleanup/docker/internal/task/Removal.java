package dev.cleanup.docker.internal.task;

import dev.cleanup.CleanupException;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Reply;
import java.util.Optional;

/**
 * Removes one resource: looks at it once more, asks the engine, and where the answer is anything else than "no content", looks what became of
 * it. The transport may have asked twice, so that a conflict or "no such thing" can be the answer to a removal of our own, and whatever stands
 * before an engine has answers of its own. Without that look nobody knows. Nothing escalates to force.
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
        api.goOn();
        try {
            return ask(api, again);
        } catch (CleanupException lost) {
            return new Outcome.Unknown(lost);
        } catch (InterruptedException stopped) {
            return new Outcome.Unknown(new CleanupException("interrupted while it was being removed", stopped));
        }
    }

    private Outcome ask(Api api, Again<T> again) throws Exception {
        Optional<Reply> reply = Optional.empty();
        String words;
        try {
            reply = Optional.of(api.delete(path));
            words = "the engine answered " + reply.get().words();
        } catch (CleanupException silence) {
            words = "it is still there after a removal that got no answer: " + silence.getMessage();
        }
        if (reply.filter(Reply::done).isPresent()) {
            return new Outcome.Removed(bytes);
        }
        Optional<T> now = again.look();
        if (now.isEmpty()) {
            return new Outcome.Removed(bytes);
        }
        boolean spared = reply.filter(Reply::conflict).isPresent() || !now.get().equals(seen.facts());
        return spared ? new Outcome.Skipped(words) : new Outcome.Failed(words);
    }
}
