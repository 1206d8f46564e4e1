package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.QUERY;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cleanup.CleanupService;
import dev.cleanup.servlet.internal.api.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The description that is served says what is there: every route, every parameter, every answer. */
class OpenApiTest {
    private final Shelf shelf = Shelf.withOld(3);
    private final CleanupService service =
            CleanupService.builder().task(shelf.task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @Test
    void anybody_may_read_it_and_it_is_what_the_jar_holds() throws Exception {
        Reply reply = server.send("GET", "/openapi.json");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(new ObjectMapper().readTree(reply.text())).isEqualTo(Contract.DOCUMENT);
    }

    @Test
    void it_names_every_endpoint_with_its_parameters_and_nothing_else() {
        Set<String> described = new TreeSet<>();
        Contract.DOCUMENT.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(member -> {
                    if (List.of("get", "post").contains(member)) {
                        described.add(member.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> there = new TreeSet<>(List.of("GET /openapi.json", "GET /query", "POST /query"));
        for (Endpoint endpoint : Endpoint.values()) {
            String path = endpoint.path("{id}").isEmpty() ? "/" : endpoint.path("{id}");
            there.add(endpoint.method() + " " + path);
            assertThat(parameters(endpoint.method(), path)).as(path).isEqualTo(new TreeSet<>(endpoint.parameters()));
        }
        assertThat(described).isEqualTo(there);
    }

    private static Set<String> parameters(String method, String path) {
        Set<String> names = new TreeSet<>();
        JsonNode operation = Contract.DOCUMENT.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    /** Server.send holds every answer to the description; here every successful one is seen at least once. */
    @Test
    void every_answer_is_as_it_says() {
        String plan = server.send("POST", "/run", OPERATOR).json().getString("id");
        server.send("POST", "", OPERATOR, "Prefer", "respond-async");
        await().until(() -> service.status().current().isEmpty());
        server.send("POST", "?dry_run=false&plan=" + plan, ADMIN);
        server.send("POST", "/run", ADMIN, "Prefer", "respond-async");
        await().until(() -> service.status().current().isEmpty());
        for (String path : List.of(
                "/me",
                "/status",
                "/orphaned",
                "/orphaned?run=" + plan,
                "/orphaned?format=csv",
                "/explain?task=shelf&id=new",
                "/explain?task=shelf&id=nothing",
                "/history",
                "/history?format=csv",
                "/events",
                "/runs/" + plan)) {
            Reply first = server.send("GET", path, VIEWER);
            assertThat(first.status()).as(path).isEqualTo(200);
            if (first.headers().firstValue("ETag").isPresent()) {
                assertThat(server.send("GET", path, VIEWER, "If-None-Match", first.header("ETag"))
                                .status())
                        .as(path)
                        .isEqualTo(304);
            }
            assertThat(server.send("GET", path, QUERY).status()).isEqualTo(403);
        }
        for (Endpoint endpoint : Endpoint.values()) {
            String path = endpoint.path("{id}").isEmpty() ? "/" : endpoint.path("{id}");
            String answered = endpoint.method() + " " + path + (endpoint == Endpoint.STOP_RUN ? " 409" : " 200");
            if (endpoint == Endpoint.STOP_RUN) {
                server.send("POST", "/runs/" + plan + "/stop", OPERATOR);
            }
            assertThat(Contract.SEEN).contains(answered);
        }
        assertThat(Contract.SEEN).contains("POST /run 202", "POST / 202");
    }
}
