package dev.cleanup.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The page in a Spring Boot application, on its own Tomcat, below a context path and behind a proxy that Spring believes. */
class ShopApplicationTest {
    private static final String TOKEN = "a-token-of-the-test-with-48-letters-and-hyphens-";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServletWebServerApplicationContext application =
            (ServletWebServerApplicationContext) SpringApplication.run(
                    ShopApplication.class,
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--server.servlet.context-path=/shop",
                    "--server.forward-headers-strategy=framework",
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=warn",
                    // Takes Failsafe's one timer thread for a leak.
                    "--logging.level.org.apache.catalina.loader=error",
                    "--cleanup.token=" + TOKEN);
    private final URI page =
            URI.create("http://127.0.0.1:" + application.getWebServer().getPort() + "/shop/cleanup/");
    private final Carts carts = application.getBean(Carts.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void this_is_spring_boot_3() {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
    }

    @Test
    void an_operator_sees_what_would_go_and_removes_it_beside_the_shop() throws Exception {
        carts.touch("old", Instant.now().minus(Duration.ofDays(40)));
        carts.touch("new", Instant.now());

        JsonObject plan = json(post("?dry_run=true"));
        assertThat(plan.getJsonArray("tasks").getJsonObject(0).getInt("eligible"))
                .isEqualTo(1);
        assertThat(get("../carts").body()).isEqualTo("new old");

        JsonObject run = json(post("?dry_run=false&plan=" + plan.getString("id")));
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(get("../carts").body()).isEqualTo("new");
        assertThat(json(get("status", "Authorization", "Bearer " + TOKEN)).getBoolean("running"))
                .isFalse();
    }

    @Test
    void the_page_and_its_files_are_there_and_its_data_is_not_for_strangers() throws Exception {
        HttpResponse<String> shell = get("");
        assertThat(shell.statusCode()).isEqualTo(200);
        Matcher script = Pattern.compile("src=\"([^\"]+/app\\.js)\"").matcher(shell.body());
        assertThat(script.find()).isTrue();
        HttpResponse<String> module = get(script.group(1));
        assertThat(module.statusCode()).isEqualTo(200);
        assertThat(module.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(module.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(get("status").statusCode()).isEqualTo(401);
        assertThat(shell.headers().map()).doesNotContainKeys("set-cookie");
    }

    @Test
    void without_its_slash_the_address_leads_to_the_page_also_when_spring_knows_of_a_prefix() throws Exception {
        for (String[] headers :
                new String[][] {{}, {"X-Forwarded-Prefix", "/ops", "X-Forwarded-Host", "ops.example"}}) {
            HttpResponse<String> redirect = get("../cleanup", headers);
            assertThat(redirect.statusCode()).isEqualTo(302);
            assertThat(redirect.headers().firstValue("Location")).contains("./cleanup/");
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + query))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
