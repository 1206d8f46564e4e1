package dev.cleanup.servlet.page;

import static dev.cleanup.servlet.page.CleanupPage.CSV;
import static dev.cleanup.servlet.page.CleanupPage.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.Shelf;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on screen, as a file: whole, also what the page does not show. */
@NeedsBrowser
class ExportIT {
    @AutoClose
    private final Stage stage;

    private final Browser browser;
    private final CleanupPage page;
    private final CleanupRun plan;

    @TempDir
    private Path folder;

    ExportIT(Browser browser) {
        this.browser = browser;
        stage = new Stage(browser);
        Shelf shelf =
                Shelf.withOld(450).put(Resource.of("=1+1", Shelf.daysAgo(99)).labelled("a, \"b\""));
        CleanupService service = stage.service(CleanupService.builder().task(shelf.task("shelf")));
        plan = service.run(RunRequest.dryRun().requestedBy("night shift"));
        page = stage.page(service);
    }

    @BeforeEach
    void downloadsGoHere() {
        browser.downloadTo(folder);
    }

    private String file(String kind) {
        return browser.await("a file " + kind, () -> {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> done =
                        files.filter(file -> file.toString().endsWith(kind)).toList();
                return done.isEmpty() ? null : Files.readString(done.get(0));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(file(".json")))) {
            return reader.readObject();
        }
    }

    @Test
    void orphaned_as_csv_has_every_row_and_nothing_that_a_spreadsheet_would_calculate() {
        page.openAs(Role.VIEWER, "orphaned");
        page.press(CSV);

        List<String> lines = file(".csv").lines().toList();
        assertThat(lines).hasSize(452);
        assertThat(lines.get(0)).contains("task", "id", "label", "since", "reason", "tags");
        assertThat(lines.get(1)).contains("'=1+1", "\"a, \"\"b\"\"\"");
    }

    @Test
    void orphaned_as_json_has_what_the_filter_shows_over_all_pages() {
        page.openAs(Role.VIEWER, "orphaned?q=old-");
        page.press(JSON);

        JsonObject all = json();
        assertThat(all.getInt("total")).isEqualTo(450);
        assertThat(all.getJsonArray("items").getValuesAs(JsonObject.class))
                .extracting(item -> item.getString("id"))
                .hasSize(450)
                .doesNotHaveDuplicates()
                .contains("old-0", "old-449");
    }

    @Test
    void history_as_csv_and_as_json() {
        page.openAs(Role.VIEWER, "history");
        page.press(CSV);
        assertThat(file(".csv")).contains(plan.id(), "DRY_RUN", "night shift", "451");
        page.press(JSON);
        assertThat(json().getJsonArray("runs").getJsonObject(0).getString("id")).isEqualTo(plan.id());
    }

    @Test
    void one_run_as_json_with_all_that_it_found() {
        page.openAs(Role.VIEWER, "runs/" + plan.id());
        page.press(JSON);

        assertThat(json().getJsonArray("tasks").getJsonObject(0).getJsonArray("findings"))
                .hasSize(451);
    }
}
