package dev.cleanup.servlet.internal.remote;

import dev.cleanup.servlet.internal.api.Endpoint;
import dev.cleanup.servlet.internal.api.RunHeaders;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Content;
import dev.cleanup.servlet.internal.http.Printable;
import dev.cleanup.servlet.internal.http.Problem;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a caller's request to a service in words of its own, and gives the service's answer back in the same way. */
final class Forwarder {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int RETRY_SECONDS = 1;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String CSV = "text/csv";
    private static final Set<String> TYPES = Set.of("application/json", "application/problem+json", CSV);
    private static final Pattern RUN = Pattern.compile("runs/([A-Za-z0-9._-]{1,200})$");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final Duration timeout;
    private final Duration runTimeout;

    Forwarder(Duration timeout, Duration runTimeout) {
        this.timeout = timeout;
        this.runTimeout = runTimeout;
    }

    Answer forward(Upstream upstream, Endpoint endpoint, Call call) {
        HttpResponse<byte[]> response = send(upstream, request(upstream, endpoint, call));
        String type = response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (!TYPES.contains(type)
                || response.statusCode() < 200
                || (response.statusCode() >= 300 && response.statusCode() < 400)) {
            LOG.warn("service {}: answered {} with {}", upstream.id(), response.statusCode(), Printable.clean(type));
            throw Problem.badGateway("The service '" + upstream.id() + "' gave an answer that is not cleanup's.");
        }
        refuseOwnFault(upstream, response.statusCode());
        Answer answer = new Answer(
                response.statusCode(),
                type + ";charset=utf-8",
                Map.of(),
                endpoint.method().equals("GET") && response.statusCode() == 200,
                Content.bytes(response.body()));
        if (type.equals(CSV)) {
            String name = endpoint.name().toLowerCase(Locale.ROOT);
            return answer.with("Content-Disposition", "attachment; filename=\"cleanup-" + name + ".csv\"");
        }
        Matcher run = RUN.matcher(response.headers().firstValue("Location").orElse(""));
        return run.find() ? answer.with("Location", call.relative("runs/" + run.group(1))) : answer;
    }

    /** What the service holds against this dashboard is not the caller's fault: they need not sign in again. */
    private static void refuseOwnFault(Upstream upstream, int status) {
        if (status == 401) {
            throw Problem.badGateway("The service '" + upstream.id() + "' does not accept this dashboard's token.");
        }
        if (status == 429) {
            throw Problem.tooManyRequests(
                    "The service '" + upstream.id() + "' is asked too much right now; try again in a moment.",
                    RETRY_SECONDS);
        }
    }

    private HttpRequest request(Upstream upstream, Endpoint endpoint, Call call) {
        RunHeaders headers = RunHeaders.of(call);
        boolean waits = endpoint.isRun() && !headers.async();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(upstream, endpoint, call))
                .timeout(waits ? runTimeout : timeout)
                .header("Authorization", "Bearer " + upstream.token())
                .header("Accept", "application/json, application/problem+json, text/csv")
                .method(endpoint.method(), body(call));
        call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        if (endpoint.method().equals("POST")) {
            headers.forward(call.caller().name()).forEach(request::header);
        }
        return request.build();
    }

    private static URI uri(Upstream upstream, Endpoint endpoint, Call call) {
        Map<String, String> parameters = new TreeMap<>(call.query().values());
        parameters.remove(RemoteHandlers.SERVICE);
        String query = parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(upstream.base() + endpoint.path(call.id()) + (query.isEmpty() ? "" : "?" + query));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher body(Call call) {
        return call.body()
                .map(JsonObject::toString)
                .map(BodyPublishers::ofString)
                .orElseGet(BodyPublishers::noBody);
    }

    /** The client's own timeout ends with the headers; this one ends with the last byte. */
    private HttpResponse<byte[]> send(Upstream upstream, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new BoundedBody(MAX_BYTES));
        try {
            return answer.get(request.timeout().orElse(timeout).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw late(upstream);
        } catch (ExecutionException failed) {
            throw problem(upstream, failed.getCause());
        } catch (InterruptedException interruption) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(upstream);
        }
    }

    private static Problem problem(Upstream upstream, @Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return late(upstream);
        }
        if (cause instanceof BoundedBody.TooLong) {
            return Problem.badGateway("The answer of the service '" + upstream.id() + "' is too long.");
        }
        // Its message may quote what came from there.
        LOG.warn("service {}: does not answer: {}", upstream.id(), Printable.clean(String.valueOf(cause)));
        return unreachable(upstream);
    }

    private static Problem late(Upstream upstream) {
        LOG.warn("service {}: no answer in time", upstream.id());
        return Problem.gatewayTimeout("The service '" + upstream.id() + "' did not answer in time.");
    }

    private static Problem unreachable(Upstream upstream) {
        return Problem.badGateway("The service '" + upstream.id() + "' does not answer.");
    }
}
