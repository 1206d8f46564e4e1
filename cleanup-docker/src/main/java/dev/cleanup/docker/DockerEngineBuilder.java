package dev.cleanup.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.ConfigurationException;
import dev.cleanup.docker.internal.engine.Access;
import dev.cleanup.docker.internal.engine.Workers;
import java.io.File;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up a {@link DockerEngine}. Not safe for use by several threads. */
public final class DockerEngineBuilder {
    /** How long one request may take. */
    public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(30);

    /** How long all inspections of one look may take, and how long a batch begins something new. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    /** How many requests are under way at once. */
    public static final int DEFAULT_CONCURRENCY = 8;

    private static final Logger LOG = LoggerFactory.getLogger(DockerEngineBuilder.class);
    private static final String HOST = "DOCKER_HOST";
    private static final String UNIX = "unix:///var/run/docker.sock";
    private static final String WINDOWS = "npipe:////./pipe/docker_engine";
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

    /**
     * Where the engine is: {@code unix:///var/run/docker.sock}, {@code tcp://host:2376}; by default as the variable {@code DOCKER_HOST} says, and
     * without it the platform's usual socket. Nothing else has a say: neither contexts of the docker command nor properties of docker-java.
     */
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

    /**
     * How long all inspections of one look may take together, and all lists by the ids of a batch; version, time and other lists have the call
     * timeout each, and owners that of their source. It is also how long a batch begins new removals. Two minutes by default, at most an hour. Keep
     * it well below the service's call timeout: a batch may take a look, this long, and what is under way then.
     */
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
            return engine(Access.by(client, clientAddress, callTimeout), workers, Origin.APPLICATION);
        }
        Origin origin = origin();
        URI address = address(origin);
        Supplier<DockerHttpClient> transports = transports(address, tls(address));
        return engine(Access.by(transports, words(address), callTimeout), workers, origin);
    }

    private static DockerEngine engine(Access access, Workers workers, Origin origin) {
        LOG.info("the Docker engine is the one at {}, {}", access.address(), origin.words);
        return new DockerEngine(access, workers, origin != Origin.PLATFORM);
    }

    /** Who says where the engine is. Contexts and properties of other tools have no say: what is deleted depends on it. */
    private enum Origin {
        APPLICATION("as the application says"),
        ENVIRONMENT("as DOCKER_HOST says"),
        PLATFORM("the usual place on this machine");

        private final String words;

        Origin(String words) {
            this.words = words;
        }
    }

    private Origin origin() {
        if (host != null) {
            return Origin.APPLICATION;
        }
        return environment.getOrDefault(HOST, "").isBlank() ? Origin.PLATFORM : Origin.ENVIRONMENT;
    }

    private URI address(Origin origin) {
        return switch (origin) {
            case APPLICATION -> address("host", Objects.requireNonNull(host));
            case ENVIRONMENT -> address(HOST, Objects.requireNonNull(environment.get(HOST)));
            case PLATFORM -> URI.create(File.separatorChar == '\\' ? WINDOWS : UNIX);
        };
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

    private static URI address(String setting, String text) {
        try {
            URI address = URI.create(text.strip());
            if (address.getUserInfo() == null && located(address)) {
                return address;
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
    private @Nullable SSLConfig tls(URI address) {
        Optional<Path> directory = certificates();
        if (directory.isEmpty()) {
            return null;
        }
        try {
            SSLConfig config = new LocalDirectorySSLConfig(directory.get().toString());
            SSLContext context = Objects.requireNonNull(config.getSSLContext(), "there are none");
            return () -> context;
        } catch (GeneralSecurityException | RuntimeException refused) {
            throw new ConfigurationException(
                    "tls", words(address), "its certificates cannot be used: " + refused.getMessage());
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
