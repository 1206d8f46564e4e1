package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupStatus;
import dev.cleanup.Explanation;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened. */
class HistoryTest {
    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service = CleanupService.builder()
            .task(new Crates(shelf.task("shelf"), 700))
            .task(shelf.task("other"))
            .build();
    private final Server server = new Server(service);

    HistoryTest() {
        server.send("POST", "", OPERATOR);
        server.send("POST", "?dry_run=false&plan=unknown", ADMIN);
        server.sendJson("/run", ADMIN, "{\"dryRun\": false, \"tasks\": [\"shelf\"]}");
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                   'EXECUTE,APPLY,DRY_RUN'",
        "'?mode=DRY_RUN',      'DRY_RUN'",
        "'?status=REFUSED',    'APPLY'",
        "'?task=other',        'DRY_RUN'",
        "'?task=nothing',      ''",
        "'?q=OTTO',            'DRY_RUN'",
        "'?q=no%20plan',       'APPLY'",
        "'?limit=1',           'EXECUTE'",
        "'?limit=1&offset=1',  'APPLY'",
        "'?mode=APPLY&q=otto', ''"
    })
    void runs_are_filtered_and_cut_newest_first(String query, String expected) {
        List<String> modes = server.send("GET", "/history" + query, VIEWER)
                .json()
                .getJsonArray("runs")
                .getValuesAs((JsonObject run) -> run.getString("mode"));
        assertThat(String.join(",", modes)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void the_total_counts_all_that_match() {
        JsonObject page = server.send("GET", "/history?limit=1", VIEWER).json();
        assertThat(page.getInt("total")).isEqualTo(3);
        assertThat(page.getJsonArray("runs")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?mode=dry_run", "?status=DONE", "?limit=0", "?format=pdf", "?sort=age"})
    void what_is_not_accepted_is_refused(String query) {
        assertThat(server.send("GET", "/history" + query, VIEWER).status()).isEqualTo(400);
    }

    @Test
    void as_a_file_there_is_a_line_for_each_task_of_each_run() {
        Reply csv = server.send("GET", "/history?format=csv", VIEWER);
        assertThat(csv.header("Content-Disposition")).contains("cleanup-history.csv");
        List<String> lines = csv.text().lines().toList();
        assertThat(lines.get(0)).startsWith("\"run\",\"started\",\"finished\",\"mode\"");
        assertThat(lines.get(0)).endsWith("\"failed\",\"unknown\",\"bytes\",\"dependents\",\"reason\"");
        assertThat(lines).hasSize(1 + 1 + 1 + 2);
        assertThat(lines.get(1)).contains("\"EXECUTE\"", "\"ada\"", "\"shelf\"", ",2,2,0,0,0,1400,\"labels: 4\",");
        assertThat(lines.get(2)).contains("\"APPLY\"", "\"REFUSED\"", "\"unknown\"", "there is no plan unknown");
    }

    @Test
    void one_run_is_found_by_its_id() {
        String id = service.latest(1).get(0).id();
        assertThat(server.send("GET", "/runs/" + id, VIEWER).json().getString("id"))
                .isEqualTo(id);
        assertThat(server.send("GET", "/runs/nothing", VIEWER).status()).isEqualTo(404);
        assertThat(findings("")).isEqualTo(2);
        assertThat(findings("?findings=true")).isEqualTo(2);
        assertThat(findings("?findings=false")).isZero();
        assertThat(server.send("GET", "/runs/" + id + "?findings=no", VIEWER).status())
                .isEqualTo(400);
    }

    private int findings(String query) {
        return server.send("GET", "/runs/" + service.latest(1).get(0).id() + query, VIEWER)
                .json()
                .getJsonArray("tasks")
                .getJsonObject(0)
                .getJsonArray("findings")
                .size();
    }

    @Test
    void events_tell_the_same_in_words_newest_first() {
        List<String> events = server.send("GET", "/events", VIEWER)
                .json()
                .getJsonArray("events")
                .getValuesAs((JsonObject event) -> event.getString("kind") + " " + event.getString("text"));
        assertThat(events)
                .contains("RUN_ENDED execute succeeded", "RUN_STARTED dry run by otto", "RUN_ENDED apply refused");
        assertThat(events.get(0)).startsWith("RUN_ENDED execute");
        assertThat(server.send("GET", "/events?limit=2", VIEWER).json().getJsonArray("events"))
                .hasSize(2);
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        String tag = server.send("GET", "/history", VIEWER).header("ETag");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
            Reply same = server.send("GET", "/history", VIEWER, "If-None-Match", known);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.text()).isEmpty();
        }
        server.send("POST", "", OPERATOR);
        assertThat(server.send("GET", "/history", VIEWER, "If-None-Match", tag).status())
                .isEqualTo(200);
    }

    /** A database would read a million findings for a list that shows none. */
    @Test
    void lists_are_made_of_summaries() {
        try (Server summing = new Server(new Summing(service))) {
            for (String path : List.of("/history", "/history?format=csv", "/status", "/events", "/orphaned")) {
                assertThat(summing.send("GET", path, VIEWER).status()).as(path).isEqualTo(200);
            }
            assertThat(summing.send("GET", "/orphaned", VIEWER).json().getInt("total"))
                    .isEqualTo(4);
        }
    }

    /** A service that is never asked for the lists of what its runs found. */
    private record Summing(CleanupService real) implements CleanupOperations {
        @Override
        public CleanupStatus status() {
            return real.status();
        }

        @Override
        public RunHandle begin(RunRequest request) {
            return real.begin(request);
        }

        @Override
        public boolean stop(String runId, String requestedBy) {
            return real.stop(runId, requestedBy);
        }

        @Override
        public Optional<CleanupRun> find(String runId) {
            return real.find(runId);
        }

        @Override
        public Optional<Explanation> explain(String task, String id) {
            return real.explain(task, id);
        }

        @Override
        public List<CleanupRun> latest(int limit) {
            throw new UnsupportedOperationException("with all that was found");
        }

        @Override
        public List<CleanupRun> summaries(int limit) {
            return real.summaries(limit);
        }
    }
}
