package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.execute;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Tally;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSqlNamedRowsTest extends NamedRowsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    /** What a database or its user can be set to, and what must not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"standard_conforming_strings=off", "TimeZone=Asia/Kathmandu", "DateStyle=SQL,DMY"})
    void settings_of_the_session_do_not_matter(String setting) {
        db.execute(
                "CREATE TABLE named (id VARCHAR(20), doc VARCHAR(9), at " + db.timestamptz()
                        + ", PRIMARY KEY (id, doc))",
                "INSERT INTO named SELECT 'a' || x, 'x', now() FROM " + db.series(1, 9));
        UrlDataSource set = new UrlDataSource(db.url + "&options=-c%20" + setting);

        assertThat(execute(JdbcCleanup.expiredRows(set)
                                .table("named")
                                .timestamp("at")
                                .tag("doc", "doc")
                                .policy(keepLatest(2).per("doc"))
                                .build())
                        .tasks()
                        .get(0)
                        .tally())
                .isEqualTo(new Tally(7, 0, 0, 0));
        assertThat(db.texts("SELECT id FROM named ORDER BY id")).containsExactly("a8", "a9");
    }
}
