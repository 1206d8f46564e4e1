package dev.cleanup.servlet.internal.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses credentials: after {@value #BURST} failures an address may try once every {@value #SECONDS_EACH} seconds. Counts
 * per client address and never for all of them together, so that nobody locks out whom he shares no address with; and whoever was let in before, with the same
 * credentials, is not slowed down by somebody who guesses behind the same proxy. Safe for use by several threads.
 *
 * <p>The counters are those of the generic cell rate algorithm (ITU-T I.371): one instant per slot. Addresses share a fixed number of slots,
 * picked by a keyed hash, so the memory is bounded and nobody can aim at another's slot.
 */
final class LoginThrottle {
    static final int BURST = 10;
    static final int SECONDS_EACH = 6;

    private static final int SLOTS = 4_096;
    private static final int MOST_KNOWN = 10_000;
    private static final long EACH = TimeUnit.SECONDS.toNanos(SECONDS_EACH);

    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final byte[] key = new byte[16];
    private final LongSupplier nanos;
    private final long start;

    /**
     * A throttle without failures.
     *
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    LoginThrottle(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        new SecureRandom().nextBytes(key);
    }

    /** How many seconds this address has to wait before it may try these credentials; 0 when it need not. */
    long wait(String address, String credentials) {
        long ahead = slots.get(slot(address)) - now() - (BURST - 1) * EACH;
        if (ahead <= 0 || known.contains(hash(credentials))) {
            return 0;
        }
        return TimeUnit.NANOSECONDS.toSeconds(ahead) + 1;
    }

    /** These credentials were not let in. */
    void failed(String address) {
        slots.accumulateAndGet(slot(address), now(), (due, now) -> Math.max(due, now) + EACH);
    }

    /** These credentials were let in. */
    void succeeded(String credentials) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.add(hash(credentials));
    }

    private long now() {
        return nanos.getAsLong() - start;
    }

    private int slot(String address) {
        byte[] hash = digest(address);
        return ((hash[0] & 0xff) << 8 | (hash[1] & 0xff)) % SLOTS;
    }

    private String hash(String credentials) {
        return HexFormat.of().formatHex(Arrays.copyOf(digest(credentials), 16));
    }

    private byte[] digest(String text) {
        return Sha256.of(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
