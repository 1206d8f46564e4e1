package dev.cleanup.docker.internal.task;

import dev.cleanup.CleanupException;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Reply;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes one resource: looks at it once more, asks the engine, and where the answer is anything else than "no content", looks what became of
 * it. The transport may have asked twice, so that a conflict or "no such thing" can be the answer to a removal of our own, and whatever stands
 * before an engine has answers of its own. Without that look nobody knows; nor does anybody while what got no answer at all is still there, since
 * the engine may be at it. Nothing escalates to force.
 *
 * @param seen the resource as it was seen
 * @param path what is deleted
 * @param leaving whether the engine says of it that it is being removed
 */
public record Removal<T>(Seen<T> seen, String path, Predicate<T> leaving) {

    /** Of a kind of which the engine does not say that it is being removed. */
    public Removal(Seen<T> seen, String path) {
        this(seen, path, never -> false);
    }

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
        Reply reply;
        try {
            reply = api.delete(path);
        } catch (CleanupException silence) {
            return again.look().map(now -> unanswered(now, silence)).orElse(new Outcome.Removed(0));
        }
        if (reply.done()) {
            return new Outcome.Removed(0);
        }
        Optional<T> now = again.look();
        if (now.isEmpty()) {
            return new Outcome.Removed(0);
        }
        String words = "the engine answered " + reply.words();
        boolean spared = reply.conflict() || !now.get().equals(seen.facts());
        return spared ? new Outcome.Skipped(words) : new Outcome.Failed(words);
    }

    private Outcome unanswered(T now, CleanupException silence) {
        return now.equals(seen.facts()) || leaving.test(now)
                ? new Outcome.Pending("it is still there after a removal that got no answer: " + silence.getMessage())
                : new Outcome.Skipped("changed meanwhile, after a removal that got no answer: " + silence.getMessage());
    }
}
