package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdHocLimitsTest {
    private static final Postgres SHOP = Postgres.shop();

    /** What the driver, the connection and the answer itself may take. */
    private static final long HEAP = 32L * 1_024 * 1_024;

    /** The size is what is tested here, on however busy a machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static QueryResult run(String sql) throws SQLException {
        return AdHocTransaction.run(new Lease(PATIENCE), SHOP.as(Postgres.READER), TextGate.pass(sql), List.of())
                .result(Duration.ZERO);
    }

    /** Runs on this thread, whose allocations are counted. */
    private static QueryResult runWithinHeap(String sql) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run("SELECT 1");
        long before = threads.getCurrentThreadAllocatedBytes();
        QueryResult result = run(sql);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(HEAP);
        return result;
    }

    private static int bytes(QueryResult result) {
        return result.rows().stream()
                .flatMap(List::stream)
                .mapToInt(cell -> cell.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Test
    void a_cell_of_200_MB_is_cut_by_the_server() throws SQLException {
        QueryResult result = runWithinHeap("SELECT repeat('x', 200000000)");

        assertThat(result.rows().get(0).get(0)).hasSize(65_536);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void a_cell_of_64_kB_is_whole() throws SQLException {
        QueryResult result = run("SELECT repeat('x', 65536)");

        assertThat(result.rows().get(0).get(0)).hasSize(65_536);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void a_cell_is_cut_between_characters() throws SQLException {
        QueryResult result = run("SELECT repeat('\uD83E\uDD16', 20000), 'a' || repeat('\uD83E\uDD16', 20000)");

        assertThat(result.rows().get(0).get(0)).isEqualTo("\uD83E\uDD16".repeat(16_384));
        assertThat(result.rows().get(0).get(1)).isEqualTo("a" + "\uD83E\uDD16".repeat(16_383));
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void a_row_of_1000_full_cells_fits_with_shorter_cells() throws SQLException {
        QueryResult result = runWithinHeap("SELECT * FROM wide");

        assertThat(result.rows()).hasSize(1);
        assertThat(result.columns()).hasSize(1_000);
        assertThat(bytes(result)).isBetween(2_000_000, QueryResult.MAX_BYTES);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void many_large_rows_end_at_2_MB() throws SQLException {
        QueryResult result = runWithinHeap("SELECT repeat('x', 60000) FROM lot");

        assertThat(bytes(result)).isBetween(2_000_000, QueryResult.MAX_BYTES);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void rows_that_the_server_leaves_out_are_never_taken_for_all() throws SQLException {
        // The server's count is that of quoted text, here twice as long as the text itself.
        QueryResult result = run("SELECT repeat('\"', 20000) FROM lot LIMIT 130");

        assertThat(bytes(result)).isBetween(2_000_000, QueryResult.MAX_BYTES);
        assertThat(result.truncated()).isTrue();
        assertThat(run("SELECT repeat('\"', 20000) FROM lot LIMIT 104").truncated())
                .isFalse();
    }

    @Test
    void a_thousand_rows_are_whole_and_one_more_is_not() throws SQLException {
        QueryResult whole = run("SELECT n FROM lot WHERE n <= 1000 ORDER BY n");
        QueryResult more = run("SELECT n FROM lot ORDER BY n DESC");

        assertThat(whole.rows()).hasSize(1_000);
        assertThat(whole.truncated()).isFalse();
        assertThat(more.rows()).hasSize(1_000);
        assertThat(more.rows().get(999)).containsExactly("2");
        assertThat(more.truncated()).isTrue();
    }

    @Test
    void a_billion_rows_are_not_made() throws SQLException {
        assertThat(runWithinHeap("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t")
                        .rows())
                .hasSize(1_000);
    }
}
