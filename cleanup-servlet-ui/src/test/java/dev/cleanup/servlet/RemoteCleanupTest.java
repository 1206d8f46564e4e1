package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dashboard in front of a service. */
class RemoteCleanupTest {
    private static final String TOKEN = "a-token-that-only-the-dashboard-knows";

    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service =
            CleanupService.builder().name("bots").task(shelf.task("shelf")).build();
    private final Server behind = new Server(
            service, BearerTokens.builder().token("dashboard", ADMIN, TOKEN).build());

    @AfterEach
    void stop() {
        behind.close();
        service.close();
    }

    private static RemoteCleanup.Builder dashboard() {
        return RemoteCleanup.builder().authenticator(Server.TOKENS).timeout(Duration.ofSeconds(20));
    }

    private URI real() {
        return URI.create("http://127.0.0.1:" + behind.port() + Server.MOUNT);
    }

    private Server inFrontOf(URI address) {
        return new Server(dashboard().service("bots", address, TOKEN).build());
    }

    private Server inFrontOf(Upstreams upstream) {
        return inFrontOf(upstream.address()).unchecked();
    }

    @Test
    void what_the_service_shows_the_dashboard_shows() {
        try (Server front = inFrontOf(real())) {
            String plan = front.sendJson("/run", OPERATOR, "{}").json().getString("id");
            assertThat(front.send("GET", "/status", VIEWER).json().getString("service"))
                    .isEqualTo("bots");
            assertThat(front.send("GET", "/orphaned?q=old&limit=1", VIEWER)
                            .json()
                            .getInt("total"))
                    .isEqualTo(2);
            Reply csv = front.send("GET", "/orphaned?format=csv", VIEWER);
            assertThat(csv.header("Content-Type")).startsWith("text/csv");
            assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"cleanup-orphaned.csv\"");
            assertThat(front.send("GET", "/explain?task=shelf&id=new", VIEWER)
                            .json()
                            .getString("answer"))
                    .isEqualTo("KEPT");
            assertThat(front.send("GET", "/runs/" + plan, VIEWER).json().getString("id"))
                    .isEqualTo(plan);
            assertThat(front.send("GET", "/events", VIEWER).status()).isEqualTo(200);
            assertThat(front.send("GET", "/history", VIEWER).status()).isEqualTo(200);
            front.send("POST", "?dry_run=false&plan=" + plan, ADMIN);
            assertThat(shelf.ids()).containsExactly("new");
        }
    }

    @Test
    void the_history_of_the_service_names_the_dashboard_and_the_person() {
        try (Server front = inFrontOf(real())) {
            front.send("POST", "", OPERATOR, "Cleanup-Requested-By", "somebody else");
            assertThat(service.latest(1).get(0).requestedBy()).isEqualTo("dashboard for otto");
        }
    }

    @Test
    void roles_count_at_the_dashboard() {
        try (Server front = inFrontOf(real())) {
            assertThat(front.send("POST", "", VIEWER).status()).isEqualTo(403);
            assertThat(front.send("POST", "?dry_run=false", OPERATOR).status()).isEqualTo(403);
            assertThat(front.send("GET", "/status").status()).isEqualTo(401);
            assertThat(front.sendJson("/run", ADMIN, "{\"dryRun\": false}", "Sec-Fetch-Site", "cross-site")
                            .status())
                    .isEqualTo(403);
            assertThat(service.latest(1)).isEmpty();
        }
    }

    @Test
    void where_to_look_for_a_run_is_said_as_the_dashboard_sees_it() {
        try (Server front = inFrontOf(real())) {
            Reply begun = front.send("POST", "", OPERATOR, "Prefer", "respond-async");
            assertThat(begun.status()).isEqualTo(202);
            assertThat(begun.header("Location"))
                    .isEqualTo("./cleanup/runs/" + begun.json().getString("id"));
        }
    }

    @Test
    void two_persons_may_choose_the_same_key_and_one_person_gets_one_run() {
        try (Server front = inFrontOf(real())) {
            String otto = front.send("POST", "", OPERATOR, "Idempotency-Key", "k")
                    .json()
                    .getString("id");
            String ada =
                    front.send("POST", "", ADMIN, "Idempotency-Key", "k").json().getString("id");
            String again = front.send("POST", "", OPERATOR, "Idempotency-Key", "k")
                    .json()
                    .getString("id");
            assertThat(ada).isNotEqualTo(otto);
            assertThat(again).isEqualTo(otto);
        }
    }

    @Test
    void nothing_that_a_browser_sends_is_passed_on() {
        try (Upstreams upstream = new Upstreams(Upstreams.answering(200, "application/json", "{}"));
                Server front = inFrontOf(upstream)) {
            front.sendTo(
                    Server.MOUNT + "/run?service=bots",
                    "POST",
                    "{\"dryRun\":true}",
                    "Authorization",
                    Server.bearer(ADMIN),
                    "Content-Type",
                    "application/json",
                    "Cookie",
                    "JSESSIONID=secret",
                    "X-Forwarded-For",
                    "10.0.0.1",
                    "Forwarded",
                    "for=10.0.0.1",
                    "Idempotency-Key",
                    "my-own-key",
                    "User-Agent",
                    "my-browser",
                    "X-Anything",
                    "else");
            Upstreams.Asked asked = upstream.asked.get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri()).isEqualTo("/admin/cleanup/run");
            assertThat(asked.body()).isEqualTo("{\"dryRun\":true}");
            assertThat(asked.headers().get("Authorization")).containsExactly("Bearer " + TOKEN);
            assertThat(asked.headers().get("Cleanup-requested-by")).containsExactly("ada");
            assertThat(asked.headers().values().toString())
                    .doesNotContain("secret-of", "JSESSIONID", "10.0.0.1", "my-own-key", "my-browser", "else");
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            names.addAll(asked.headers().keySet());
            assertThat(names)
                    .isSubsetOf(
                            "Accept",
                            "Authorization",
                            "Cleanup-requested-by",
                            "Connection",
                            "Content-length",
                            "Content-type",
                            "Host",
                            "Http2-settings",
                            "Idempotency-key",
                            "Upgrade",
                            "User-agent");
        }
    }

    @Test
    void parameters_go_on_as_they_were_meant() {
        try (Upstreams upstream = new Upstreams(Upstreams.answering(200, "application/json", "{}"));
                Server front = inFrontOf(upstream)) {
            front.sendTo(
                    Server.MOUNT + "/orphaned?q=a%26limit%3D1%20%C3%A4%2B%23&task=x&service=bots",
                    "GET",
                    "",
                    "Authorization",
                    Server.bearer(VIEWER));
            assertThat(upstream.asked.get(0).uri())
                    .isEqualTo("/admin/cleanup/orphaned?q=a%26limit%3D1+%C3%A4%2B%23&task=x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "http://evil.example", "..%2Fbots", "%62ots%00"})
    void a_service_is_chosen_by_an_id_that_is_set_up(String id) {
        try (Upstreams upstream = new Upstreams(Upstreams.answering(200, "application/json", "{}"));
                Server front = inFrontOf(upstream)) {
            Reply reply = front.sendTo(
                    Server.MOUNT + "/status?service=" + id, "GET", "", "Authorization", Server.bearer(VIEWER));
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).contains("[bots]").doesNotContain("127.0.0.1");
            assertThat(upstream.asked).isEmpty();
        }
    }

    @Test
    void of_several_services_the_first_is_the_default_and_all_are_named() {
        try (Upstreams other = new Upstreams(Upstreams.answering(200, "application/json", "{\"other\":true}"));
                Server front = new Server(dashboard()
                                .service("bots", real(), TOKEN)
                                .service("other", other.address(), "t")
                                .build())
                        .unchecked()) {
            assertThat(front.send("GET", "/me", VIEWER)
                            .json()
                            .getJsonArray("services")
                            .toString())
                    .isEqualTo("[\"bots\",\"other\"]");
            assertThat(front.send("GET", "/status", VIEWER).json().getString("service"))
                    .isEqualTo("bots");
            Reply second = front.sendTo(
                    Server.MOUNT + "/status?service=other", "GET", "", "Authorization", Server.bearer(VIEWER));
            assertThat(second.text()).isEqualTo("{\"other\":true}");
        }
    }

    @Test
    void names_of_all_alphabets_reach_the_history_of_the_service() {
        Authenticator someone = request -> Optional.of(new Caller("jürgen + 李", ADMIN));
        try (Server front = new Server(RemoteCleanup.builder()
                .authenticator(someone)
                .service("bots", real(), TOKEN)
                .build())) {
            front.send("POST", "");
            assertThat(service.latest(1).get(0).requestedBy()).isEqualTo("dashboard for jürgen + 李");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/x",
                "file:///etc/passwd",
                "http:///x",
                "relative",
                "http://user:pass@host/x",
                "http://host/x?y=1",
                "http://host/x#y"
            })
    void an_address_that_cannot_be_meant_is_refused_at_start(String address) {
        assertThatThrownBy(() -> dashboard().service("bots", URI.create(address), TOKEN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("address of service bots")
                .hasMessageNotContaining("pass");
    }

    @Test
    void a_dashboard_needs_services_with_ids_of_their_own_a_token_and_an_authenticator() {
        assertThatThrownBy(() -> dashboard().build()).hasMessageContaining("at least one service");
        assertThatThrownBy(() -> dashboard().service("a b", real(), TOKEN)).hasMessageContaining("service id");
        assertThatThrownBy(() -> dashboard().service("a", real(), "")).hasMessageContaining("token of service a");
        assertThatThrownBy(() -> dashboard().service("a", real(), "x y\n").build())
                .hasMessageContaining("token of service a")
                .hasMessageNotContaining("x y");
        assertThatThrownBy(() -> dashboard().service("a", real(), TOKEN).service("a", real(), TOKEN))
                .hasMessageContaining("already");
        assertThatThrownBy(() ->
                        RemoteCleanup.builder().service("a", real(), TOKEN).build())
                .hasMessageContaining("authenticator");
        assertThatThrownBy(() -> dashboard().timeout(Duration.ZERO)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> dashboard().runTimeout(Duration.ofDays(2))).hasMessageContaining("runTimeout");
    }
}
