package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Printable;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Sha256;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the headers of a request say of how a run is to be done.
 *
 * @param async whether the caller does not want to wait for its end
 * @param key the same key again is the same run
 * @param person for whom the caller asks; a dashboard names who asked it
 */
public record RunHeaders(boolean async, Optional<String> key, Optional<String> person) {
    private static final String PREFER = "Prefer";
    private static final String RESPOND_ASYNC = "respond-async";
    private static final String KEY = "Idempotency-Key";
    private static final String PERSON = "Cleanup-Requested-By";
    private static final String KEY_FORM = "[A-Za-z0-9_-]{1,100}";
    private static final int MAX_NAME_LENGTH = 100;
    private static final int HASH_BYTES = 16;

    /**
     * Reads them.
     *
     * @throws Problem 400 when one is not accepted
     */
    public static RunHeaders of(Call call) {
        return new RunHeaders(async(call), key(call), person(call));
    }

    private static boolean async(Call call) {
        return Collections.list(call.request().getHeaders(PREFER)).stream()
                .flatMap(line -> Arrays.stream(line.split("[,;]")))
                .anyMatch(wish -> wish.strip().toLowerCase(Locale.ROOT).equals(RESPOND_ASYNC));
    }

    private static Optional<String> key(Call call) {
        Optional<String> key = call.header(KEY);
        if (key.isPresent() && !key.get().matches(KEY_FORM)) {
            throw Problem.badRequest(
                    "The header " + KEY + " accepts 1 to 100 letters, digits, hyphens and underscores.");
        }
        return key;
    }

    private static Optional<String> person(Call call) {
        Optional<String> person = call.header(PERSON).map(RunHeaders::decode).map(String::strip);
        if (person.isPresent()) {
            String name = person.get();
            if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !Printable.is(name)) {
                throw Problem.badRequest(
                        "The header " + PERSON + " accepts 1 to " + MAX_NAME_LENGTH + " printable characters.");
            }
        }
        return person;
    }

    /** Who asks: the caller first, so that nobody can pass for another. */
    String requestedBy(Call call) {
        String caller = call.caller().name();
        return person.map(name -> caller + " for " + name).orElse(caller);
    }

    /**
     * The headers with which a dashboard passes the request on: none of the caller's own. Callers of one dashboard may choose the same key, so
     * the service is given another one that is made of both.
     */
    public Map<String, String> forward(String caller) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(PERSON, URLEncoder.encode(caller, StandardCharsets.UTF_8).replace("+", "%20"));
        if (async) {
            headers.put(PREFER, RESPOND_ASYNC);
        }
        key.ifPresent(text -> headers.put(KEY, hash(caller + "\n" + text)));
        return headers;
    }

    /** Only ASCII survives in a header, so a name may be percent-encoded, as a dashboard does. */
    private static String decode(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest("The header " + PERSON + " has a malformed percent escape.");
        }
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(text), HASH_BYTES));
    }
}
