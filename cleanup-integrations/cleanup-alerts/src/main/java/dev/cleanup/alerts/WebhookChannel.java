package dev.cleanup.alerts;

import dev.cleanup.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Posts alerts to an address as {@code {"text": "…"}}, which Slack, Mattermost and others take. Answers of 2xx are fine; 408, 429 and 5xx are
 * tried again, after the time that {@code Retry-After} says; redirects are not followed, and what the answer holds is not read. The address is
 * taken for a secret, and only its host is ever logged. Safe for use by several threads.
 */
public final class WebhookChannel implements AlertChannel {
    /** How long the other side may take to answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final String ACCEPTED = "accepted is an address such as https://hooks.example.com/services/…";
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    private WebhookChannel(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Posts to this address, over HTTPS or HTTP. */
    public static WebhookChannel to(URI address) {
        return to(address, DEFAULT_TIMEOUT);
    }

    /**
     * Posts to this address, over HTTPS or HTTP.
     *
     * @param timeout how long the other side may take to answer, at most five minutes
     */
    public static WebhookChannel to(URI address, Duration timeout) {
        String scheme = String.valueOf(address.getScheme());
        boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
        if (!web || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new ConfigurationException("webhook", Links.host(address), ACCEPTED);
        }
        return new WebhookChannel(address, Timeouts.check("webhook timeout", timeout, LONGEST_TIMEOUT));
    }

    @Override
    public void send(Alert alert) throws DeliveryException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(SlackText.json(alert.text())))
                .build();
        try {
            judge(client.send(request, answer -> new UnreadBody()));
        } catch (IOException failure) {
            // Its message may hold the address.
            throw DeliveryException.passing(failure.getClass().getSimpleName());
        }
    }

    private static void judge(HttpResponse<Void> answer) throws DeliveryException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String words = "answered " + status;
        if (status != TIMEOUT && status != TOO_MANY && status / 100 != 5) {
            throw DeliveryException.lasting(words);
        }
        Optional<Duration> pause = retryAfter(answer);
        throw pause.isPresent() ? DeliveryException.passing(words, pause.get()) : DeliveryException.passing(words);
    }

    /** In seconds; a date is left to our own pauses. */
    private static Optional<Duration> retryAfter(HttpResponse<Void> answer) {
        try {
            OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
            return seconds.isPresent() && seconds.getAsLong() >= 0
                    ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
                    : Optional.empty();
        } catch (NumberFormatException date) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "webhook at " + Links.host(address);
    }
}
