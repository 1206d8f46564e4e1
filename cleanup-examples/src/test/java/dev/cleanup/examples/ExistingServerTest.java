package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class ExistingServerTest {
    private static final String TOKEN = "a-token-of-the-test-with-48-letters-and-hyphens-";

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
    }

    @Test
    void serves_what_it_served_before_and_the_page_beside_it() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:existing;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bots (id INT PRIMARY KEY, deleted_at TIMESTAMP WITH TIME ZONE)");
            statement.execute("INSERT INTO bots VALUES (1, CURRENT_TIMESTAMP - INTERVAL '9' DAY), (2, NULL)");
            serve(database);
            try (ResultSet left = statement.executeQuery("SELECT id FROM bots")) {
                assertThat(left.next()).isTrue();
                assertThat(left.getInt(1)).isEqualTo(2);
                assertThat(left.next()).isFalse();
            }
        }
    }

    private void serve(DataSource database) throws Exception {
        try (ExistingServer server = new ExistingServer(database, 0, TOKEN)) {
            URI address = server.start();

            assertThatThrownBy(() -> new Socket("127.0.0.2", address.getPort()).close())
                    .as("it does not listen on every address of the machine, without TLS")
                    .isInstanceOf(IOException.class);

            assertThat(send(HttpRequest.newBuilder(address.resolve("/hello"))).body())
                    .isEqualTo("hello");
            assertThat(send(HttpRequest.newBuilder(address.resolve("/cleanup/")))
                            .body())
                    .contains("<title>Cleanup");
            HttpResponse<String> run = send(HttpRequest.newBuilder(address.resolve("/cleanup?dry_run=false"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(run.body()).contains("\"status\":\"SUCCEEDED\"", "\"removed\":1");
        }
    }
}
