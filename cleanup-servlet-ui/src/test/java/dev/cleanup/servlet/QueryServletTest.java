package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.QUERY;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.query.NamedQuery;
import dev.cleanup.servlet.query.Parameter;
import dev.cleanup.servlet.query.SafeQueries;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries on HTTP; what they may do to a database is tested where they are made. */
class QueryServletTest {
    private final SafeQueries queries = SafeQueries.builder()
            .named(NamedQuery.of(
                    "twice",
                    h2(),
                    "SELECT CAST(? AS BIGINT) * 2 AS doubled, CAST(? AS VARCHAR) AS word, CAST(NULL AS INT) AS nothing",
                    Parameter.integer("number"),
                    Parameter.text("word")))
            .named(NamedQuery.of("broken", h2(), "SELECT 1 / (SELECT 0)"))
            .build();
    private final Server server = new Server(
                    QueryServlet.builder(queries).authenticator(Server.TOKENS).build())
            .unchecked();

    private static JdbcDataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:queries;DB_CLOSE_DELAY=-1");
        database.setUser("sa");
        return database;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply ask(String body) {
        return check("POST", server.sendJson("", QUERY, body));
    }

    /** In the description the servlet stands beside the other one. */
    private static Reply check(String method, Reply reply) {
        Contract.check(method, "/query", reply);
        return reply;
    }

    @Test
    void a_named_query_is_answered_with_its_rows() {
        Reply reply = ask("{\"query\": \"twice\", \"parameters\": {\"number\": 21, \"word\": \"<b>\"}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("rows").toString()).isEqualTo("[[\"42\",\"<b>\",null]]");
        assertThat(reply.json().getJsonArray("columns").getJsonObject(0).getString("name"))
                .isEqualToIgnoringCase("doubled");
        assertThat(reply.json().getBoolean("truncated")).isFalse();
    }

    @Test
    void the_named_queries_are_listed_with_their_parameters() {
        Reply reply = check("GET", server.send("GET", "", QUERY));
        assertThat(reply.text())
                .contains("\"adHoc\":false", "\"twice\"", "\"number\",\"type\":\"INTEGER\"", "\"broken\"");
    }

    @Test
    void only_the_role_query_may_ask_and_it_may_nothing_else() {
        for (Role role : new Role[] {VIEWER, OPERATOR, ADMIN}) {
            assertThat(server.sendJson("", role, "{\"query\": \"twice\"}").status())
                    .isEqualTo(403);
            assertThat(server.send("GET", "", role).status()).isEqualTo(403);
        }
        assertThat(server.send("GET", "").status()).isEqualTo(401);
        assertThat(server.sendJson("", QUERY, "{\"query\": \"twice\"}", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sql\": \"SELECT 1\"} | 501",
                "{\"query\": \"nothing\"} | 404",
                "{\"query\": \"twice\"} | 400",
                "{\"query\": \"twice\", \"parameters\": {\"number\": \"x\", \"word\": \"y\"}} | 400",
                "{\"query\": \"twice\", \"parameters\": {\"number\": 1e999999999, \"word\": \"y\"}} | 400",
                "{\"query\": \"twice\", \"parameters\": {\"number\": null, \"word\": \"y\"}} | 400",
                "{\"query\": \"twice\", \"parameters\": {\"number\": [1], \"word\": \"y\"}} | 400",
                "{\"query\": \"twice\", \"parameters\": {\"number\": 1, \"word\": \"y\", \"more\": 1}} | 400",
                "{\"query\": \"twice\", \"parameters\": [1, \"y\"]} | 400",
                "{\"query\": \"twice\", \"sql\": \"SELECT 1\"} | 400",
                "{\"query\": 1} | 400",
                "{} | 400",
                "{\"sql\": \"SELECT 1\", \"parameters\": {}} | 400",
                "{\"query\": \"twice\", \"limit\": 5} | 400",
                "{\"query\": \"broken\"} | 422"
            })
    void what_is_not_answered_says_why(String body, int status) {
        Reply reply = ask(body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.json().getString("detail")).isNotBlank();
    }

    @Test
    void of_a_failure_in_the_database_only_the_class_is_told() {
        assertThat(ask("{\"query\": \"broken\"}").json().getString("detail"))
                .contains("SQLSTATE class 22")
                .doesNotContainIgnoringCase("division");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/x", "/status", "/run", "/openapi.json", "/index.html"})
    void there_is_nothing_below_it(String path) {
        int expected = path.equals("/") ? 400 : 404;
        assertThat(server.send("POST", path, QUERY).status()).isEqualTo(expected);
    }

    @Test
    void without_a_body_it_says_what_to_send() {
        assertThat(server.send("POST", "", QUERY).json().getString("detail")).contains("\"query\"", "\"sql\"");
    }
}
