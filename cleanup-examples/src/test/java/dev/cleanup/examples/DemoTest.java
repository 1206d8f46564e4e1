package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final String TOKEN = "a-token-of-the-test-with-48-letters-and-hyphens-";
    private static final List<String> TABLES = List.of("bots", "results");

    @TempDir
    Path directory;

    @Test
    void the_demo_cleans_its_own_data_on_h2() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("demo");

        Map<String, Set<String>> gone = cleans(Map.of("DATABASE_URL", url, "DATABASE_USER", "sa"), url, "sa");

        assertThat(gone.get("results")).hasSize(17);
        assertThat(gone.get("bots")).hasSize(12).contains("bot-20").doesNotContain("bot-1", "bot-19");
    }

    @Test
    void the_demo_cleans_an_empty_postgresql_after_it_filled_it() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, Set<String>> gone = cleans(environment(postgres), url(postgres), "postgres");

            assertThat(gone.get("results")).hasSize(17);
            assertThat(gone.get("bots")).hasSize(12);
        }
    }

    @Test
    void tables_that_are_there_are_used_as_they_are() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            execute(
                    url(postgres),
                    "CREATE TABLE bots (id int PRIMARY KEY, deleted_at timestamp)",
                    "CREATE TABLE results (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), processed_by int, stored date)",
                    "INSERT INTO bots SELECT n, CASE WHEN n > 4 THEN now() AT TIME ZONE 'UTC' - n * interval '1 day' END FROM generate_series(1, 10) n",
                    "INSERT INTO results (processed_by, stored) SELECT n, now() - interval '3 days' FROM generate_series(1, 14) n WHERE n < 5 OR n > 10");

            Map<String, Set<String>> gone = cleans(environment(postgres), url(postgres), "postgres");

            assertThat(gone.get("bots")).containsExactlyInAnyOrder("7", "8", "9", "10");
            assertThat(gone.get("results")).hasSize(4);
        }
    }

    @Test
    void a_run_on_another_node_takes_the_first_look_and_does_not_keep_the_demo_from_starting() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> environment = new HashMap<>(environment(postgres));
            environment.put("NODE", "two");
            try (Demo demo = new Demo(settings(environment))) {
                execute(
                        url(postgres),
                        "INSERT INTO cleanup_holds (service, task, run, node, instance, held_until)"
                                + " VALUES ('cleanup', 'bots', 'their-run', 'one', 'theirs', now() + interval '1 hour')");

                DemoClient client = new DemoClient(demo.start().service(), TOKEN);

                assertThat(client.get("/admin/cleanup/history").getJsonArray("runs"))
                        .isEmpty();
            }
        }
    }

    @Test
    void in_dry_run_mode_nothing_goes() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("demo");
        Map<String, String> environment = Map.of("DATABASE_URL", url, "DATABASE_USER", "sa", "CLEANUP_DRY_RUN", "true");
        try (Demo demo = new Demo(settings(environment))) {
            DemoClient client = new DemoClient(demo.start().service(), TOKEN);

            JsonObject run = client.post("?dry_run=false");

            assertThat(run.getString("status")).isEqualTo("REFUSED");
            assertThat(run.getString("reason")).contains("dry-run mode");
        }
        assertThat(keys(url, "sa", "bots")).hasSize(31);
    }

    @Test
    void the_page_is_there_and_the_dashboard_shows_the_service_and_acts_on_it() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("demo");
        try (Demo demo = new Demo(settings(Map.of("DATABASE_URL", url, "DATABASE_USER", "sa")))) {
            DemoHttp.Addresses addresses = demo.start();
            DemoClient service = new DemoClient(addresses.service(), TOKEN);
            DemoClient dashboard = new DemoClient(addresses.dashboard().orElseThrow(), TOKEN);
            for (DemoClient client : List.of(service, dashboard)) {
                assertThat(client.text("/cleanup/")).contains("<title>Cleanup</title>");
                assertThat(client.get("/api/cleanup/status").getString("environment"))
                        .isEqualTo("demo");
                assertThat(client.get("/api/cleanup/orphaned").getInt("total")).isEqualTo(29);
                assertThat(client.get("/cleanup/explain?task=bots&id=bot-1").getString("answer"))
                        .isEqualTo("KEPT");
            }
            String plan =
                    dashboard.get("/api/cleanup/orphaned").getJsonObject("run").getString("id");
            JsonObject done = dashboard.post("/api/cleanup/run", "{\"dryRun\": false, \"plan\": \"" + plan + "\"}");
            assertThat(done.getString("status")).isEqualTo("SUCCEEDED");
            assertThat(done.getString("requestedBy")).isEqualTo("dashboard for admin");
            assertThat(keys(url, "sa", "bots")).hasSize(19);
            assertThat(service.statusCode("/admin/query")).isEqualTo(404);
        }
    }

    @Test
    void the_database_may_be_asked_only_when_there_is_a_token_for_it() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("demo");
        String token = "a-token-for-queries-of-more-than-32-characters";
        Map<String, String> environment = Map.of("DATABASE_URL", url, "DATABASE_USER", "sa", "QUERY_TOKEN", token);
        try (Demo demo = new Demo(settings(environment))) {
            String address = demo.start().service();
            JsonObject bots = new DemoClient(address, token).post("/admin/query", "{\"query\": \"bots\"}");
            assertThat(bots.getJsonArray("rows").toString()).isEqualTo("[[\"31\",\"19\"]]");
            JsonObject before = new DemoClient(address, token)
                    .post(
                            "/admin/query",
                            "{\"query\": \"bots-deleted-before\", \"parameters\": {\"moment\": \"2100-01-01T00:00:00Z\"}}");
            assertThat(before.getJsonArray("rows").toString()).isEqualTo("[[\"19\"]]");
            assertThat(new DemoClient(address, token)
                            .post("/admin/query", "{\"query\": \"results-without-bot\"}")
                            .getJsonArray("rows")
                            .toString())
                    .isEqualTo("[[\"17\"]]");
            assertThat(new DemoClient(address, TOKEN).statusCode("/admin/query"))
                    .isEqualTo(403);
        }
        assertThatThrownBy(() -> settings(Map.of("QUERY_DATABASE_USER", "reader")))
                .hasMessageContaining("QUERY_TOKEN");
        Map<String, String> adHoc = new HashMap<>(environment);
        adHoc.put("QUERY_DATABASE_USER", "reader");
        assertThatThrownBy(() -> new Demo(settings(adHoc)))
                .hasMessageContaining("QUERY_DATABASE_USER")
                .hasMessageContaining("PostgreSQL");
    }

    @Test
    void the_older_name_of_the_retention_still_counts() {
        assertThat(settings(Map.of("BOT_RETENTION_DAYS", "30")).cleanup().retention())
                .hasDays(30);
        assertThatThrownBy(() -> settings(Map.of("BOT_RETENTION_DAYS", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("BOT_RETENTION_DAYS is '0'")
                .hasMessageContaining("1 to 36500");
    }

    @Test
    void a_database_that_is_down_is_named_and_nothing_secret_with_it() {
        Map<String, String> environment = Map.of(
                "DATABASE_URL", "jdbc:postgresql://localhost:1/bots?password=hush", "DATABASE_PASSWORD", "hush-too");

        assertThatThrownBy(() -> new Demo(settings(environment)))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("DATABASE_URL is 'jdbc:postgresql://localhost:1/bots'")
                .hasMessageContaining("08001")
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_password_with_signs_in_it_is_not_shown() {
        for (String password : List.of("hu@sh", "hu/sh")) {
            Map<String, String> environment =
                    Map.of("DATABASE_URL", "jdbc:postgresql://me:" + password + "@localhost:1/bots");

            assertThatThrownBy(() -> new Demo(settings(environment)))
                    .isInstanceOf(CleanupException.class)
                    .hasMessageContaining("'jdbc:postgresql://localhost:1/bots'")
                    .hasMessageNotContaining("sh@")
                    .hasMessageNotContaining(password);
        }
    }

    @Test
    void a_database_with_other_tables_is_left_alone() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            execute(url(postgres), "CREATE TABLE customers (id int PRIMARY KEY)");

            assertThatThrownBy(() -> new Demo(settings(environment(postgres))))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("not both bots and results");

            execute(url(postgres), "CREATE TABLE bots (id int PRIMARY KEY)");
        }
    }

    @Test
    void bad_settings_are_refused_by_name() {
        for (Map.Entry<String, String> bad : List.of(
                Map.entry("PORT", "80800"),
                Map.entry("PORT", "http"),
                Map.entry("DASHBOARD_PORT", "-1"),
                Map.entry("QUERY_TOKEN", "short"),
                Map.entry("DATABASE_ZONE", "Middle-earth"),
                Map.entry("CLEANUP_INTERVAL_HOURS", "0"),
                Map.entry("CLEANUP_RETENTION_DAY", "7"))) {
            assertThatThrownBy(() -> settings(Map.ofEntries(bad)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(bad.getKey());
        }
    }

    @Test
    void a_token_that_is_too_short_is_refused() {
        assertThatThrownBy(() -> settings(Map.of("CLEANUP_TOKEN", "too-short")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CLEANUP_TOKEN")
                .hasMessageContaining("32")
                .hasMessageNotContaining("too-short");
    }

    /** Looks, removes, looks again; what is gone afterwards is what the dry run had listed. */
    @Test
    void without_an_engine_container_cleanup_is_off_and_says_so() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("demo");
        try (Demo demo = new Demo(settings(Map.of("DATABASE_URL", url, "DATABASE_USER", "sa")))) {
            DemoClient client = new DemoClient(demo.start().service(), TOKEN);

            assertThat(client.status().getJsonArray("tasks").getValuesAs(JsonObject.class))
                    .filteredOn(task -> task.getString("task").equals("containers"))
                    .singleElement()
                    .satisfies(task -> assertThat(task.getString("off")).startsWith("no Docker engine"));
        }
    }

    private Map<String, Set<String>> cleans(Map<String, String> environment, String url, String user) throws Exception {
        try (Demo demo = new Demo(settings(environment))) {
            DemoClient client = new DemoClient(demo.start().service(), TOKEN);
            Map<String, Set<String>> before = allKeys(url, user);
            assertThat(client.statusCodeWithoutToken()).isEqualTo(401);
            assertThat(client.status().toString()).contains("bots", "results", "keep 7d", "nextRun");

            JsonObject plan = client.post("?dry_run=true");
            assertThat(plan.getString("status")).isEqualTo("SUCCEEDED");
            assertThat(allKeys(url, user)).isEqualTo(before);

            JsonObject done = client.post("?dry_run=false");
            assertThat(done.getString("status")).isEqualTo("SUCCEEDED");
            Map<String, Set<String>> gone = missing(before, allKeys(url, user));
            assertThat(gone).isEqualTo(listed(plan));

            JsonObject again = client.post("?dry_run=false");
            assertThat(removed(again)).isZero();
            return gone;
        }
    }

    private static Map<String, Set<String>> listed(JsonObject run) {
        return run.getJsonArray("tasks").getValuesAs(JsonObject.class).stream()
                .filter(task -> TABLES.contains(task.getString("task")))
                .collect(Collectors.toMap(
                        task -> task.getString("task"),
                        task -> task.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                                .map(finding -> finding.getString("id"))
                                .collect(Collectors.toSet())));
    }

    private static long removed(JsonObject run) {
        return run.getJsonArray("tasks").getValuesAs(JsonObject.class).stream()
                .mapToLong(task -> task.getInt("removed"))
                .sum();
    }

    private static Map<String, Set<String>> missing(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Map<String, Set<String>> missing = new HashMap<>();
        before.forEach((table, keys) -> {
            Set<String> gone = new TreeSet<>(keys);
            gone.removeAll(after.get(table));
            missing.put(table, gone);
        });
        return missing;
    }

    private static Map<String, Set<String>> allKeys(String url, String user) throws SQLException {
        Map<String, Set<String>> keys = new HashMap<>();
        for (String table : TABLES) {
            keys.put(table, keys(url, user, table));
        }
        return keys;
    }

    private static Set<String> keys(String url, String user, String table) throws SQLException {
        Set<String> keys = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    private static Map<String, String> environment(EmbeddedPostgres postgres) throws IOException {
        return Map.of("DATABASE_URL", url(postgres), "DATABASE_USER", "postgres");
    }

    private static DemoSettings settings(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("PORT", "0", "CLEANUP_TOKEN", TOKEN));
        all.putAll(environment);
        return DemoSettings.fromEnvironment(all);
    }
}
