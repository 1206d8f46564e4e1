package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that nobody waits for, and requests that are sent twice. */
class AsyncRunTest {
    private final CountDownLatch removing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CleanupService service =
            CleanupService.builder().task(waiting()).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        service.close();
    }

    private CleanupTask waiting() {
        List<Resource> things = List.of(Resource.of("a", Shelf.daysAgo(9)), Resource.of("b", Shelf.daysAgo(9)));
        return CleanupTask.ofResources("waiting", () -> things, RetentionPolicy.keepFor("7d"), thing -> {
            removing.countDown();
            goOn.await();
            return Removal.removed();
        });
    }

    private Reply begin(String path, String... headers) {
        return server.send("POST", path, ADMIN, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "Respond-Async", "wait=10, respond-async", "respond-async; x=1"})
    void a_caller_who_does_not_want_to_wait_gets_202_and_where_to_look(String prefer) throws Exception {
        Reply reply = begin("?dry_run=false", "Prefer", prefer);

        assertThat(reply.status()).isEqualTo(202);
        String id = reply.json().getString("id");
        assertThat(reply.json().getString("status")).isEqualTo("RUNNING");
        assertThat(reply.header("Location")).isEqualTo("./cleanup/runs/" + id);
        assertThat(removing.await(30, SECONDS)).isTrue();
        assertThat(server.send("GET", "/runs/" + id, VIEWER).json().getString("status"))
                .isEqualTo("RUNNING");
        goOn.countDown();
        await().until(() -> server.send("GET", "/runs/" + id, VIEWER)
                .json()
                .getString("status")
                .equals("SUCCEEDED"));
    }

    @Test
    void where_to_look_counts_from_the_request() {
        Reply slash = begin("/?dry_run=true", "Prefer", "respond-async");
        assertThat(slash.header("Location")).isEqualTo("runs/" + slash.json().getString("id"));
        await().until(() -> service.status().current().isEmpty());

        Reply run = server.sendJson("/run", OPERATOR, "{}", "Prefer", "respond-async");
        assertThat(run.header("Location")).isEqualTo("runs/" + run.json().getString("id"));
    }

    @Test
    void the_same_key_is_the_same_run_while_it_is_under_way_and_afterwards() throws Exception {
        Reply first = begin("?dry_run=false", "Prefer", "respond-async", "Idempotency-Key", "k-1");
        String id = first.json().getString("id");
        assertThat(removing.await(30, SECONDS)).isTrue();

        Reply again = begin("?dry_run=false", "Idempotency-Key", "k-1");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().getString("id")).isEqualTo(id);
        goOn.countDown();
        await().until(() -> service.status().current().isEmpty());

        Reply later = begin("?dry_run=false", "Idempotency-Key", "k-1");
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.json().getString("id")).isEqualTo(id);
        assertThat(service.latest(10)).hasSize(1);
    }

    @Test
    void of_many_at_once_with_the_same_key_one_begins_the_run() {
        List<Reply> replies = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> begin("?dry_run=false", "Prefer", "respond-async", "Idempotency-Key", "k"))
                .toList();
        assertThat(replies).extracting(Reply::status).containsOnly(202);
        assertThat(replies)
                .extracting(reply -> reply.json().getString("id"))
                .containsOnly(service.latest(1).get(0).id());
        assertThat(service.latest(10)).hasSize(1);
    }

    @Test
    void two_lines_of_wishes_are_one() {
        goOn.countDown();
        assertThat(begin("", "Prefer", "wait=1", "Prefer", "respond-async").status())
                .isEqualTo(202);
    }

    @Test
    void a_key_stands_for_one_request_of_one_caller() {
        goOn.countDown();
        String id = begin("?dry_run=true", "Idempotency-Key", "k").json().getString("id");

        assertThat(begin("?dry_run=false", "Idempotency-Key", "k").status()).isEqualTo(422);
        Reply other = server.send("POST", "?dry_run=true", OPERATOR, "Idempotency-Key", "k");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.json().getString("id")).isNotEqualTo(id);
        assertThat(service.latest(10)).hasSize(2);
    }

    @Test
    void a_request_that_began_nothing_uses_up_no_key() throws Exception {
        begin("?dry_run=false", "Prefer", "respond-async");
        assertThat(removing.await(30, SECONDS)).isTrue();
        assertThat(begin("?dry_run=true", "Idempotency-Key", "k").status()).isEqualTo(409);
        goOn.countDown();
        await().until(() -> service.status().current().isEmpty());

        assertThat(begin("?dry_run=true", "Idempotency-Key", "k").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "ä", "x;y"})
    void a_key_that_is_none_is_refused(String key) {
        assertThat(begin("", "Idempotency-Key", key).status()).isEqualTo(400);
        assertThat(begin("", "Idempotency-Key", "x".repeat(101)).status()).isEqualTo(400);
        assertThat(begin("", "Idempotency-Key", "a", "Idempotency-Key", "b").status())
                .isEqualTo(400);
        assertThat(service.latest(10)).isEmpty();
    }

    @Test
    void a_run_is_stopped_by_who_may_and_the_history_says_who() throws Exception {
        String id = begin("?dry_run=false", "Prefer", "respond-async").json().getString("id");
        assertThat(removing.await(30, SECONDS)).isTrue();

        Reply stop = server.send("POST", "/runs/" + id + "/stop", OPERATOR);

        assertThat(stop.status()).isEqualTo(202);
        assertThat(stop.json().getString("status")).isEqualTo("STOPPING");
        assertThat(service.status().current()).isPresent();
        goOn.countDown();
        await().until(() -> service.status().current().isEmpty());
        assertThat(server.send("POST", "/runs/" + id + "/stop", OPERATOR).status())
                .isEqualTo(409);
        assertThat(server.send("POST", "/runs/nowhere/stop", OPERATOR).status()).isEqualTo(404);
    }

    @Test
    void a_dashboard_names_the_person_behind_its_own_name() {
        goOn.countDown();
        begin("", "Cleanup-Requested-By", "alice");
        assertThat(service.latest(1).get(0).requestedBy()).isEqualTo("ada for alice");
        assertThat(begin("", "Cleanup-Requested-By", "x".repeat(101)).status()).isEqualTo(400);
        assertThat(begin("", "Cleanup-Requested-By", "a%0ab").status()).isEqualTo(400);
        assertThat(begin("", "Cleanup-Requested-By", "%zz").status()).isEqualTo(400);
    }
}
