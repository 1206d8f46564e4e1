package dev.cleanup.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.ConfigurationException;
import dev.cleanup.docker.internal.engine.Access;
import dev.cleanup.docker.internal.engine.Workers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link DockerEngine}. Not safe for use by several threads. */
public final class DockerEngineBuilder {
    /** How long one request may take. */
    public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

    /** How long all requests of one look may take. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    /** How many requests are under way at once. */
    public static final int DEFAULT_CONCURRENCY = 8;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_CONCURRENCY = 64;
    private static final String ACCEPTED =
            "accepted is an address such as unix:///var/run/docker.sock or tcp://host:2376";
    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");
    private static final Set<String> YES = Set.of("1", "true");
    private static final Set<String> NO = Set.of("", "0", "false");

    private Map<String, String> environment = System.getenv();
    private @Nullable String host;
    private @Nullable Path certificates;
    private @Nullable DockerHttpClient client;
    private String clientAddress = "";
    private Duration callTimeout = DEFAULT_CALL_TIMEOUT;
    private Duration deadline = DEFAULT_DEADLINE;
    private int concurrency = DEFAULT_CONCURRENCY;

    DockerEngineBuilder() {}

    /** Where the engine is: {@code unix:///var/run/docker.sock}, {@code tcp://host:2376}; by default as the environment says. */
    public DockerEngineBuilder host(String address) {
        host = address;
        return this;
    }

    /** The directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; TLS is used then, and the engine's certificate checked. */
    public DockerEngineBuilder tls(Path directory) {
        certificates = directory;
        return this;
    }

    /** How long one request may take; 30 seconds by default, at most an hour. */
    public DockerEngineBuilder callTimeout(Duration span) {
        callTimeout = span("callTimeout", span);
        return this;
    }

    /** How long all requests of one look may take together; two minutes by default, at most an hour. */
    public DockerEngineBuilder deadline(Duration span) {
        deadline = span("deadline", span);
        return this;
    }

    /** How many requests are under way at once; {@value #DEFAULT_CONCURRENCY} by default, at most 64. */
    public DockerEngineBuilder concurrency(int requests) {
        if (requests < 1 || requests > MOST_CONCURRENCY) {
            throw new ConfigurationException(
                    "concurrency", requests, "accepted is a whole number from 1 to " + MOST_CONCURRENCY);
        }
        concurrency = requests;
        return this;
    }

    DockerEngineBuilder client(DockerHttpClient given, String address) {
        client = given;
        clientAddress = address;
        return this;
    }

    /** For tests: variables as if they were this process's. */
    DockerEngineBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /**
     * The engine; nobody asks it yet.
     *
     * @throws ConfigurationException when a setting or a variable has a value that is not accepted
     */
    public DockerEngine build() {
        Workers workers = new Workers(concurrency, deadline);
        if (client != null) {
            return new DockerEngine(Access.by(client, clientAddress, callTimeout), workers, true);
        }
        boolean explicit =
                host != null || !environment.getOrDefault("DOCKER_HOST", "").isBlank();
        DockerClientConfig config = config();
        URI address = config.getDockerHost();
        checkAddress(host == null ? "DOCKER_HOST" : "host", address.toString());
        Supplier<DockerHttpClient> transports = transports(address, tls(config));
        return new DockerEngine(Access.by(transports, words(address), callTimeout), workers, explicit);
    }

    private DockerClientConfig config() {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        String given = host == null ? environment.getOrDefault("DOCKER_HOST", "") : host;
        if (!given.isBlank() || host != null) {
            checkAddress(host == null ? "DOCKER_HOST" : "host", given);
            builder.withDockerHost(given.strip());
        }
        certificates().ifPresent(path -> builder.withDockerTlsVerify(true).withDockerCertPath(path.toString()));
        try {
            return builder.build();
        } catch (RuntimeException refused) {
            throw new ConfigurationException("DOCKER_HOST", given, String.valueOf(refused.getMessage()));
        }
    }

    /** Where the certificates are, all of them: the transport would do without TLS when one is missing, and tell nobody. */
    private Optional<Path> certificates() {
        Optional<Path> directory = certificates == null ? directory() : Optional.of(certificates);
        directory.ifPresent(this::checkCertificates);
        return directory;
    }

    private void checkCertificates(Path directory) {
        for (String file : CERTIFICATES) {
            if (!Files.isReadable(directory.resolve(file))) {
                throw new ConfigurationException(
                        certificates == null ? "DOCKER_CERT_PATH" : "tls",
                        directory,
                        "accepted is a directory that holds " + CERTIFICATES + "; no " + file);
            }
        }
    }

    /** As the environment has it; none without TLS. */
    private Optional<Path> directory() {
        String verify =
                environment.getOrDefault("DOCKER_TLS_VERIFY", "").strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(verify) && !NO.contains(verify)) {
            throw new ConfigurationException("DOCKER_TLS_VERIFY", verify, "accepted are 1, true, 0, false or nothing");
        }
        Path usual = Path.of(System.getProperty("user.home", ""), ".docker");
        return YES.contains(verify)
                ? Optional.of(Path.of(environment.getOrDefault("DOCKER_CERT_PATH", usual.toString())))
                : Optional.empty();
    }

    private static void checkAddress(String setting, String text) {
        try {
            URI address = URI.create(text.strip());
            if (address.getUserInfo() == null && located(address)) {
                return;
            }
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException(setting, withoutSecret(text), ACCEPTED);
        }
        throw new ConfigurationException(setting, withoutSecret(text), ACCEPTED);
    }

    private static String withoutSecret(String address) {
        return address.replaceAll("//.*@", "//***@");
    }

    private static boolean located(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        return switch (String.valueOf(address.getScheme())) {
            case "tcp" -> address.getHost() != null && address.getPort() > 0;
            // Two slashes only would make the first folder a host, and the socket another one.
            case "unix" -> address.getAuthority() == null && path.length() > 1;
            case "npipe" -> path.length() > 1;
            default -> false;
        };
    }

    /** The certificates are read once, for all connections: were one of their files gone later, the transport would do without TLS. */
    private static @Nullable SSLConfig tls(DockerClientConfig config) {
        if (config.getSSLConfig() == null) {
            return null;
        }
        try {
            SSLContext context = Objects.requireNonNull(config.getSSLConfig().getSSLContext(), "there are none");
            return () -> context;
        } catch (GeneralSecurityException | RuntimeException refused) {
            throw new ConfigurationException(
                    "tls", words(config.getDockerHost()), "its certificates cannot be used: " + refused.getMessage());
        }
    }

    private Supplier<DockerHttpClient> transports(URI address, @Nullable SSLConfig tls) {
        int connections = 2 * concurrency;
        Duration timeout = callTimeout;
        return () -> new ZerodepDockerHttpClient.Builder()
                .dockerHost(address)
                .sslConfig(tls)
                .maxConnections(connections)
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(timeout)
                .build();
    }

    private static String words(URI address) {
        return address.getScheme() + "://" + (address.getHost() == null ? "" : address.getHost())
                + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + (address.getPath() == null ? "" : address.getPath());
    }

    private static Duration span(String setting, Duration span) {
        if (span.isZero() || span.isNegative() || span.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(setting, span, "accepted is more than zero and at most an hour");
        }
        return span;
    }
}
