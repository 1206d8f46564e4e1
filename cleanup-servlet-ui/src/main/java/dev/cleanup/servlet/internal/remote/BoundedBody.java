package dev.cleanup.servlet.internal.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a body into memory, and gives up when it is too long. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final long most;
    private long size;
    private Flow.@Nullable Subscription subscription;

    /** Too long. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    BoundedBody(long most) {
        this.most = most;
        all.getBody().whenComplete((bytes, failure) -> {
            if (failure == null) {
                result.complete(bytes);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        all.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        size += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (size <= most) {
            all.onNext(part);
        } else if (subscription != null) {
            subscription.cancel();
            result.completeExceptionally(new TooLong());
        }
    }

    @Override
    public void onError(Throwable failure) {
        all.onError(failure);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }
}
