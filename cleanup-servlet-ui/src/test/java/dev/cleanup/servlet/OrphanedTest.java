package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.retention.Resource;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would go, and why something is still there. */
class OrphanedTest {
    private final Shelf bots = new Shelf()
            .put(Resource.of("b-1", Shelf.daysAgo(9)).labelled("zoe").event("deleted"))
            .put(Resource.of("b-2", Shelf.daysAgo(30)).labelled("Adam").tagged("env", "Test"))
            .put(Resource.of("b-3", Shelf.daysAgo(1)).labelled("mia"));
    private final Shelf files = new Shelf().put(Resource.of("a-file", Shelf.daysAgo(12)));
    private final CleanupService service = CleanupService.builder()
            .task(bots.task("bots"))
            .task(files.task("files"))
            .build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private JsonObject get(String query) {
        return server.send("GET", "/orphaned" + query, VIEWER).json();
    }

    private List<String> ids(String query) {
        return get(query).getJsonArray("items").getValuesAs((JsonObject item) -> item.getString("id"));
    }

    @Test
    void before_anybody_looked_there_is_nothing_to_show() {
        JsonObject nothing = get("");
        assertThat(nothing.isNull("run")).isTrue();
        assertThat(nothing.isNull("expiresAt")).isTrue();
        assertThat(nothing.getInt("total")).isZero();
        assertThat(service.latest(1)).as("a GET changes nothing").isEmpty();
    }

    @Test
    void it_is_what_the_newest_dry_run_saw_with_reasons() {
        server.send("POST", "", OPERATOR);
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        JsonObject shown = get("");
        assertThat(shown.getJsonObject("run").getString("id")).isEqualTo(plan);
        assertThat(Instant.parse(shown.getString("expiresAt")))
                .isEqualTo(service.find(plan)
                        .orElseThrow()
                        .finishedAt()
                        .orElseThrow()
                        .plus(Duration.ofHours(1)));
        assertThat(shown.isNull("appliedBy")).isTrue();
        JsonObject first = shown.getJsonArray("items").getJsonObject(0);
        assertThat(first.getString("task")).isEqualTo("bots");
        assertThat(first.getString("id")).isEqualTo("b-2");
        assertThat(first.getString("reason")).contains("kept 7 d");
        assertThat(first.getJsonObject("tags").getString("env")).isEqualTo("Test");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                    'b-2,a-file,b-1'",
        "'?sort=age&order=desc','b-1,a-file,b-2'",
        "'?sort=id',            'a-file,b-1,b-2'",
        "'?sort=label',         'b-2,a-file,b-1'",
        "'?sort=task&order=desc','a-file,b-2,b-1'",
        "'?task=files',         'a-file'",
        "'?task=nothing',       ''",
        "'?q=ADAM',             'b-2'",
        "'?q=env%3Dtest',       'b-2'",
        "'?q=deleted%209%20d',  'b-1'",
        "'?q=%25',              ''",
        "'?q=.*',               ''",
        "'?limit=1',            'b-2'",
        "'?limit=1&offset=2',   'b-1'",
        "'?offset=3',           ''",
        "'?offset=999999999',   ''"
    })
    void it_is_filtered_sorted_and_cut(String query, String expected) {
        server.send("POST", "", OPERATOR);
        assertThat(String.join(",", ids(query))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sort=size",
                "?order=up",
                "?limit=0",
                "?limit=-1",
                "?limit=x",
                "?offset=-1",
                "?offset=1e3",
                "?limit=9999999999999999999",
                "?format=xml",
                "?page=2",
                "?q="
            })
    void what_is_not_accepted_is_named(String query) {
        Reply reply = server.send("GET", "/orphaned" + query, VIEWER);
        assertThat(reply.status()).isEqualTo(400);
        String name = query.substring(1).replaceFirst("=.*", "");
        assertThat(reply.json().getString("detail")).contains("'" + name + "'");
    }

    @Test
    void more_than_200_count_as_200_and_longer_texts_are_refused() {
        assertThat(get("?limit=201").getInt("limit")).isEqualTo(200);
        assertThat(get("?limit=999999999999999999").getInt("limit")).isEqualTo(200);
        assertThat(server.send("GET", "/orphaned?q=" + "x".repeat(1_025), VIEWER)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_plan_that_was_applied_names_the_run_that_did() {
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        String done =
                server.send("POST", "?dry_run=false&plan=" + plan, ADMIN).json().getString("id");
        assertThat(get("").getString("appliedBy")).isEqualTo(done);
        assertThat(get("?run=" + done).isNull("appliedBy")).isTrue();
        assertThat(get("?run=" + done).isNull("expiresAt")).isTrue();
        assertThat(ids("?run=" + done)).containsExactly("b-2", "a-file", "b-1");
        assertThat(server.send("GET", "/orphaned?run=nothing", VIEWER).status()).isEqualTo(404);
    }

    @Test
    void an_apply_that_was_refused_before_it_began_has_not_used_the_plan() {
        String plan = server.send("POST", "", OPERATOR).json().getString("id");
        try (CleanupService dry = CleanupService.builder()
                        .task(bots.task("bots"))
                        .dryRun(true)
                        .build();
                Server other = new Server(dry)) {
            String seen = other.send("POST", "", OPERATOR).json().getString("id");
            other.send("POST", "?dry_run=false&plan=" + seen, ADMIN);
            assertThat(other.send("GET", "/orphaned", VIEWER).json().isNull("appliedBy"))
                    .isTrue();
        }
        assertThat(get("").getJsonObject("run").getString("id")).isEqualTo(plan);
    }

    @Test
    void as_a_file_it_has_all_that_match_and_no_formula() {
        bots.put(Resource.of("=1+1", Shelf.daysAgo(40))
                .labelled("say \"hi\", twice")
                .tagged("@x", "-y"));
        server.send("POST", "", OPERATOR);
        Reply csv = server.send("GET", "/orphaned?format=csv&task=bots&sort=age&limit=1", VIEWER);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"cleanup-orphaned.csv\"");
        List<String> lines = csv.text().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("\"task\",\"id\",\"label\",\"since\",\"reason\",\"tags\"");
        assertThat(lines.get(1)).startsWith("\"bots\",\"'=1+1\",\"say \"\"hi\"\", twice\",\"20");
        assertThat(csv.text()).endsWith("\r\n");
    }

    @ParameterizedTest
    @CsvSource({"b-1,GOES", "b-3,KEPT", "b-9,NOT_FOUND"})
    void an_item_is_explained(String id, String answer) {
        JsonObject json =
                server.send("GET", "/explain?task=bots&id=" + id, VIEWER).json();
        assertThat(json.getString("answer")).isEqualTo(answer);
        assertThat(json.getString("id")).isEqualTo(id);
        assertThat(json.getJsonArray("reasons").isEmpty()).isEqualTo(answer.equals("NOT_FOUND"));
        assertThat(json.isNull("removableAt")).isEqualTo(!answer.equals("KEPT"));
        assertThat(service.latest(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?task=bots", "?id=b-1", "?task=nothing&id=b-1", "?task=bots&id="})
    void an_explanation_needs_a_task_that_is_there_and_an_id(String query) {
        assertThat(server.send("GET", "/explain" + query, VIEWER).status()).isEqualTo(400);
    }
}
