package dev.cleanup.servlet.internal.http;

/** Does what a request asks for. */
@FunctionalInterface
public interface Handler {

    /**
     * The answer.
     *
     * @throws Problem when it cannot be done
     */
    Answer answer(Call call);
}
