package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard, the alert rules and the table of metrics speak of what a real scrape has. */
class DocumentsTest {
    private static Set<String> scraped;

    @BeforeAll
    static void scrape() throws Exception {
        scraped = Scrape.ofAService();
    }

    private static JsonObject dashboard() throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(Documents.read(Documents.DASHBOARD)))) {
            return reader.readObject();
        }
    }

    private static List<JsonObject> panels() throws IOException {
        return dashboard().getJsonArray("panels").getValuesAs(JsonObject.class).stream()
                .filter(panel -> !panel.getString("type").equals("row"))
                .toList();
    }

    private static List<String> queries() throws IOException {
        return panels().stream()
                .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
                .map(target -> target.getString("expr"))
                .toList();
    }

    @Test
    void every_query_of_the_dashboard_asks_for_metrics_that_exist() throws IOException {
        assertThat(queries()).hasSizeGreaterThan(10).allSatisfy(query -> assertThat(Documents.metricsIn(query))
                .isNotEmpty()
                .isSubsetOf(scraped));
    }

    @Test
    void the_dashboard_shows_every_metric() throws IOException {
        Set<String> shown = new TreeSet<>();
        queries().forEach(query -> shown.addAll(Documents.metricsIn(query)));

        assertThat(shown)
                .containsAll(scraped.stream()
                        .filter(name -> name.startsWith("cleanup_"))
                        .toList());
    }

    @Test
    void the_variables_ask_for_metrics_that_exist() throws IOException {
        List<JsonObject> variables =
                dashboard().getJsonObject("templating").getJsonArray("list").getValuesAs(JsonObject.class);

        assertThat(variables)
                .extracting(variable -> variable.getString("name"))
                .containsExactly("datasource", "service", "task");
        assertThat(variables.subList(1, 3))
                .allSatisfy(variable -> assertThat(Documents.metricsIn(variable.getString("definition")))
                        .isNotEmpty()
                        .isSubsetOf(scraped));
    }

    @Test
    void every_panel_takes_its_data_source_from_the_variable_and_has_a_place_of_its_own() throws IOException {
        Set<JsonValue> places = new HashSet<>();
        assertThat(panels()).allSatisfy(panel -> {
            assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
            assertThat(panel.getString("description")).isNotBlank();
            assertThat(places.add(panel.get("gridPos"))).isTrue();
            assertThat(panel.getJsonArray("targets").getValuesAs(JsonObject.class))
                    .allSatisfy(target -> assertThat(
                                    target.getJsonObject("datasource").getString("uid"))
                            .isEqualTo("${datasource}"));
        });
    }

    @Test
    void the_alert_rules_speak_of_metrics_that_exist() throws IOException {
        String rules = Documents.read(Documents.RULES);

        assertThat(Documents.metricsIn(rules)).hasSizeGreaterThan(5).isSubsetOf(scraped);
    }

    @Test
    void the_table_of_metrics_names_all_that_exist_and_no_other() throws IOException {
        Set<String> own = new TreeSet<>(scraped);
        own.removeIf(name -> !name.startsWith("cleanup_"));
        Set<String> table = new TreeSet<>();
        Documents.read(Documents.MONITORING)
                .lines()
                .filter(line -> line.startsWith("| `cleanup_"))
                .forEach(line -> table.addAll(Documents.metricsIn(line)));

        assertThat(table).isEqualTo(own);
    }
}
