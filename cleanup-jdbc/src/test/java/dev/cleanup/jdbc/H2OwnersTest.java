package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import org.junit.jupiter.api.Test;

class H2OwnersTest extends OwnersContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void a_permission_that_is_gone_is_an_error_and_nobody_is_gone() {
        db.execute("CREATE USER reader PASSWORD 'x'", "GRANT SELECT ON bots TO reader");
        JdbcOwners owners =
                owners(new UrlDataSource(db.url.replace(";DB_CLOSE_DELAY=-1", "") + ";USER=READER;PASSWORD=x"));

        db.execute("REVOKE SELECT ON bots FROM reader");

        unknown(CleanupException.class, () -> owners.active(SOME), "lacks a permission");
        unknown(CleanupException.class, owners::any, "lacks a permission");
    }
}
