package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.jdbc.TcpProxy.Cut;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The network breaks while a batch commits: on the way there, or on the way back. */
@Timeout(120)
class CutCommitTest {
    private static final int SIZE = 2_400;
    private static final int BATCHES = 3;

    private static Stream<Arguments> cuts() {
        return Herd.TABLES.stream()
                .flatMap(table -> Stream.of(Cut.BEFORE, Cut.AFTER).map(cut -> Arguments.of(table, cut)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void what_is_counted_is_what_is_gone(String table, Cut cut) throws Exception {
        TestDatabase db = TestDatabase.postgres();
        Herd herd = Herd.of(db, SIZE);
        AtomicInteger deletes = new AtomicInteger();
        try (TcpProxy proxy = TcpProxy.to(port(db))) {
            DataSource cutOff = HookedDataSource.of(through(db, proxy), (real, call, sql) -> {
                if (sql.contains("DELETE FROM") && deletes.incrementAndGet() == BATCHES) {
                    proxy.cut(cut);
                }
            });
            CleanupTask task = table.equals("bots") ? Herd.expired(cutOff) : Herd.orphans(cutOff);
            try (CleanupService service = Herd.service(db.dataSource, task).build()) {
                CleanupRun run = service.run(RunRequest.execute());

                assertThat(deletes).hasValueGreaterThanOrEqualTo(BATCHES);
                herd.assertTheLivingAreThere();
                herd.assertCounted(run, table);
                assertThat(run.task(table).orElseThrow().tally().unknown()).isZero();
            }
        }
        herd.assertTheRestGoes(table);
    }

    private static int port(TestDatabase db) {
        return URI.create(db.url.substring("jdbc:".length())).getPort();
    }

    /** Each COMMIT is sent as text. */
    private static DataSource through(TestDatabase db, TcpProxy proxy) {
        return new UrlDataSource(
                db.url.replace(":" + port(db) + "/", ":" + proxy.port() + "/") + "&prepareThreshold=0&sslmode=disable");
    }
}
