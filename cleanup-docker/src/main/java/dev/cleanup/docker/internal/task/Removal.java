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
 * @param path what is deleted
 * @param leaving whether the engine says of it that it is being removed
 */
public record Removal<T>(String path, Predicate<T> leaving) {
    private static final String CHANGED = "changed meanwhile";

    /** Of a kind of which the engine does not say that it is being removed. */
    public Removal(String path) {
        this(path, never -> false);
    }

    /** Looks at the resource as it is now; empty when it is gone. */
    public interface Again<T> {
        Optional<T> look() throws Exception;
    }

    /** Says what becomes of one that is spared, as it is now; empty when it may go. */
    public interface Check<T> {
        Optional<Outcome> spared(T now);
    }

    /** It may go when it is still as it was seen. */
    public static <T> Check<T> unchanged(Seen<T> seen) {
        return now -> now.equals(seen.facts()) ? Optional.empty() : Optional.of(changed());
    }

    /** It is spared because it is another by now. */
    public static Outcome changed() {
        return new Outcome.Skipped(CHANGED);
    }

    /** It is spared because of what it is by now, in words. */
    public static Outcome changed(String what) {
        return new Outcome.Skipped(CHANGED + ": " + what);
    }

    /** What became of it. */
    public Outcome by(Api api, Again<T> again, Check<T> check) throws Exception {
        Optional<T> now = again.look();
        if (now.isEmpty()) {
            return new Outcome.Skipped("gone meanwhile");
        }
        Optional<Outcome> spared = check.spared(now.get());
        if (spared.isPresent()) {
            return spared.get();
        }
        api.goOn();
        try {
            return ask(api, now.get(), again);
        } catch (CleanupException lost) {
            return new Outcome.Unknown(lost);
        } catch (InterruptedException stopped) {
            return new Outcome.Unknown(new CleanupException("interrupted while it was being removed", stopped));
        }
    }

    private Outcome ask(Api api, T before, Again<T> again) throws Exception {
        Reply reply;
        try {
            reply = api.delete(path);
        } catch (CleanupException silence) {
            return again.look().map(now -> unanswered(before, now, silence)).orElse(new Outcome.Removed(0));
        }
        if (reply.done()) {
            return new Outcome.Removed(0);
        }
        Optional<T> now = again.look();
        if (now.isEmpty()) {
            return new Outcome.Removed(0);
        }
        String words = "the engine answered " + reply.words();
        boolean spared = reply.conflict() || !now.get().equals(before);
        return spared ? new Outcome.Skipped(words) : new Outcome.Failed(words);
    }

    private Outcome unanswered(T before, T now, CleanupException silence) {
        return now.equals(before) || leaving.test(now)
                ? new Outcome.Pending("it is still there after a removal that got no answer: " + silence.getMessage())
                : new Outcome.Skipped(CHANGED + ", after a removal that got no answer: " + silence.getMessage());
    }
}
