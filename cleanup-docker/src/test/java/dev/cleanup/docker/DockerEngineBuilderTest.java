package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineBuilderTest {
    private static final String ACCEPTED =
            "accepted is an address such as unix:///var/run/docker.sock or tcp://host:2376";

    @TempDir
    private Path directory;

    private static DockerEngineBuilder builder() {
        return DockerEngine.builder().environment(Map.of());
    }

    private static void refused(ThrowingCallable what, String setting, String... words) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(ConfigurationException.class, refusal -> assertThat(refusal.setting())
                        .isEqualTo(setting))
                .satisfies(refusal -> {
                    for (String word : words) {
                        assertThat(refusal).hasMessageContaining(word);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///var/run/docker.sock, unix:///var/run/docker.sock",
        "tcp://localhost:2375, tcp://localhost:2375",
        "tcp://10.0.0.1:2376/engine, tcp://10.0.0.1:2376/engine",
        "tcp://[::1]:2375, tcp://[::1]:2375",
        "' unix:///s ', unix:///s"
    })
    void an_address_is_taken_as_it_is(String host, String address) {
        assertThat(builder().host(host).build().address()).isEqualTo(address);
        assertThat(DockerEngine.builder()
                        .environment(Map.of("DOCKER_HOST", host))
                        .build()
                        .address())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "/var/run/docker.sock",
                "localhost:2375",
                "docker.sock",
                "unix:docker.sock",
                "unix://docker.sock",
                "unix://var/run/docker.sock",
                "unix:///",
                "unix://",
                "tcp://",
                "tcp://:2375",
                "tcp:///path",
                "tcp://host",
                "tcp://host:",
                "tcp://host:0",
                "tcp://host:port",
                "tcp://ho st:2375",
                "http://host:2375",
                "https://host:2376",
                "ssh://host",
                "fd://",
                "file:///var/run/docker.sock",
                "npipe:",
                "TCP://host:2375"
            })
    void what_is_no_address_is_refused_with_what_is_accepted(String host) {
        refused(() -> builder().host(host).build(), "host", "host is '", ACCEPTED);
    }

    @Test
    void a_variable_that_is_no_address_is_refused_by_its_name() {
        refused(
                () -> DockerEngine.builder()
                        .environment(Map.of("DOCKER_HOST", "docker"))
                        .build(),
                "DOCKER_HOST",
                "DOCKER_HOST is 'docker': " + ACCEPTED);
    }

    @Test
    void a_password_in_an_address_is_refused_and_not_repeated() {
        refused(
                () -> builder().host("tcp://admin:hunter2@host:2376").build(),
                "host",
                "host is 'tcp://***@host:2376': " + ACCEPTED);
        assertThatThrownBy(() -> builder().host("tcp://admin:hunter2@host:2376").build())
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_engine_is_explicit_when_somebody_named_it() {
        assertThat(builder().build().isExplicit()).isFalse();
        assertThat(DockerEngine.builder()
                        .environment(Map.of("DOCKER_HOST", " "))
                        .build()
                        .isExplicit())
                .isFalse();
        assertThat(builder().host("unix:///s").build().isExplicit()).isTrue();
        assertThat(DockerEngine.builder()
                        .environment(Map.of("DOCKER_HOST", "unix:///s"))
                        .build()
                        .isExplicit())
                .isTrue();
    }

    @Test
    void what_is_set_by_code_comes_before_the_environment() {
        assertThat(DockerEngine.builder()
                        .environment(Map.of("DOCKER_HOST", "tcp://other:2375"))
                        .host("unix:///s")
                        .build()
                        .address())
                .isEqualTo("unix:///s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.001S"})
    void times_are_more_than_zero_and_at_most_an_hour(String span) {
        Duration bad = Duration.parse(span);

        refused(
                () -> builder().callTimeout(bad),
                "callTimeout",
                span,
                "accepted is more than zero and at most an hour");
        refused(() -> builder().deadline(bad), "deadline", span, "accepted is more than zero and at most an hour");
        assertThatCode(() -> builder().callTimeout(Duration.ofHours(1)).deadline(Duration.ofNanos(1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void requests_at_once_are_1_to_64(int requests) {
        refused(
                () -> builder().concurrency(requests),
                "concurrency",
                "concurrency is '" + requests + "': accepted is a whole number from 1 to 64");
        assertThatCode(() -> builder().concurrency(1).concurrency(64)).doesNotThrowAnyException();
    }

    @Test
    void tls_without_a_directory_is_refused_rather_than_done_without() {
        Path nowhere = directory.resolve("nowhere");

        refused(
                () -> builder().host("tcp://host:2376").tls(nowhere).build(),
                "tls",
                nowhere.toString(),
                "accepted is a directory that holds [ca.pem, cert.pem, key.pem]; no ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "cert.pem", "key.pem"})
    void tls_without_one_of_its_files_is_refused_rather_than_done_without(String missing) throws IOException {
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            if (!file.equals(missing)) {
                Files.writeString(directory.resolve(file), "");
            }
        }

        refused(() -> builder().host("tcp://host:2376").tls(directory).build(), "tls", "; no " + missing);
    }

    @Test
    void certificates_that_cannot_be_read_are_refused() throws IOException {
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.writeString(directory.resolve(file), "no certificate");
        }

        refused(
                () -> builder().host("tcp://host:2376").tls(directory).build(),
                "tls",
                "its certificates cannot be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE", " 1 "})
    void tls_by_the_environment_needs_its_files_as_well(String verify) {
        refused(
                () -> DockerEngine.builder()
                        .environment(Map.of(
                                "DOCKER_HOST",
                                "tcp://host:2376",
                                "DOCKER_TLS_VERIFY",
                                verify,
                                "DOCKER_CERT_PATH",
                                directory.toString()))
                        .build(),
                "DOCKER_CERT_PATH",
                directory.toString(),
                "no ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "2", "tru"})
    void whether_tls_is_used_is_said_clearly_or_refused(String verify) {
        refused(
                () -> DockerEngine.builder()
                        .environment(Map.of("DOCKER_TLS_VERIFY", verify))
                        .build(),
                "DOCKER_TLS_VERIFY",
                verify,
                "accepted are 1, true, 0, false or nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false"})
    void tls_is_off_when_the_environment_says_so(String verify) {
        assertThatCode(() -> DockerEngine.builder()
                        .environment(Map.of(
                                "DOCKER_HOST", "tcp://host:2375",
                                "DOCKER_TLS_VERIFY", verify,
                                "DOCKER_CERT_PATH", "/nowhere"))
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void building_asks_nobody() {
        assertThatCode(() -> builder()
                        .host("tcp://engine.invalid:2376")
                        .callTimeout(Duration.ofNanos(1))
                        .build())
                .doesNotThrowAnyException();
    }

    private static String withProperty(String name, String value, Supplier<String> when) {
        String before = System.setProperty(name, value);
        try {
            return when.get();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    @Test
    void without_a_host_the_usual_socket_is_the_engine_whatever_properties_say() {
        assertThat(withProperty("DOCKER_HOST", "tcp://elsewhere:2375", () -> builder()
                        .build()
                        .address()))
                .isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void without_a_host_the_usual_socket_is_the_engine_whatever_context_the_docker_command_is_in() throws IOException {
        Path config = Files.createDirectories(directory.resolve(".docker"));
        Files.writeString(config.resolve("config.json"), "{\"currentContext\":\"production\"}");
        Path context = Files.createDirectories(
                config.resolve("contexts/meta/" + "ab8e18ef4ebebeddc0b3152ce9c9006e14fc05242e3fc9ce32246ea6a9543074"));
        Files.writeString(
                context.resolve("meta.json"),
                "{\"Name\":\"production\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://production:2375\"}}}");

        assertThat(withProperty("user.home", directory.toString(), () -> builder()
                        .build()
                        .address()))
                .isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void properties_have_no_say_about_tls() {
        assertThat(withProperty(
                        "DOCKER_TLS_VERIFY",
                        "1",
                        () -> builder().host("tcp://host:2375").build().address()))
                .isEqualTo("tcp://host:2375");
    }

    @Test
    void the_log_says_once_where_the_engine_is_and_who_says_so() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            builder().build();
            builder().host("tcp://host:2375").build();
            DockerEngine.builder()
                    .environment(Map.of("DOCKER_HOST", "unix:///s"))
                    .build();
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line ->
                        line.endsWith("the one at unix:///var/run/docker.sock, the usual place on this machine"))
                .anyMatch(line -> line.endsWith("the one at tcp://host:2375, as the application says"))
                .anyMatch(line -> line.endsWith("the one at unix:///s, as DOCKER_HOST says"));
    }
}
