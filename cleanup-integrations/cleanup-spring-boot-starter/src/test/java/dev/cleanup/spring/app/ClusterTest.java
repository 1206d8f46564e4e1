package dev.cleanup.spring.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two nodes that share a PostgreSQL. */
class ClusterTest {
    private static final String[] PROPERTIES = {
        "--cleanup.name=bots",
        "--cleanup.interval=6h",
        "--cleanup.cluster=true",
        "--cleanup.jdbc.create-tables=true",
        "--cleanup.jdbc.table-prefix=tidy_",
        "--cleanup.tables.bots.timestamp=deleted_at",
        "--cleanup.tables.bots.keep=7d"
    };

    @Test
    void nodes_share_schedule_and_history_and_apply_each_others_plans() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            try (Running one = Running.start(Node.class, Databases.at(url, PROPERTIES));
                    Running two = Running.start(Node.class, withoutScript(url))) {
                CleanupService first = one.bean(CleanupService.class);
                CleanupService second = two.bean(CleanupService.class);
                assertThat(first.status().nextRun())
                        .isPresent()
                        .isEqualTo(second.status().nextRun());

                CleanupRun plan = first.run(RunRequest.dryRun());
                assertThat(second.run(RunRequest.apply(plan.id())).status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(one.bean(JdbcTemplate.class).queryForList("SELECT id FROM bots ORDER BY id", Integer.class))
                        .containsExactly(2, 3);
                assertThat(one.bean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM tidy_runs", Integer.class))
                        .isEqualTo(2);
            }
        }
    }

    private static String[] withoutScript(String url) {
        String[] properties = Databases.at(url, PROPERTIES);
        return Stream.of(properties)
                .map(property -> property.replace("init.mode=always", "init.mode=never"))
                .toArray(String[]::new);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Node {}
}
