package dev.cleanup.alerts;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of an answer that is not read, however large it is. */
final class UnreadBody implements BodySubscriber<Void> {
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.cancel();
        end.complete(null);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {}

    @Override
    public void onError(Throwable failure) {
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
