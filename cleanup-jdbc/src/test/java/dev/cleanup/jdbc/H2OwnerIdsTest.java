package dev.cleanup.jdbc;

import java.util.List;
import org.junit.jupiter.api.Test;

class H2OwnerIdsTest extends OwnerIdsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void a_column_that_does_not_heed_case_finds_its_owner_in_any_case() {
        owners("VARCHAR_IGNORECASE(9)", "Bot");
        present(List.of("Bot", "bot", "BOT"), List.of("bots", "b\u00f6t", ""));
    }

    @Test
    void a_database_that_does_not_heed_accents_finds_its_owner_without_them() {
        db.execute("SET COLLATION ENGLISH STRENGTH PRIMARY");
        owners("VARCHAR(9)", "r\u00e9mi");
        present(List.of("r\u00e9mi", "remi", "REMI"), List.of("romi"));
    }

    @Test
    void text_with_a_zero_in_it_is_an_id_like_any_other() {
        db.execute(
                "CREATE TABLE owners (id VARCHAR(9) PRIMARY KEY)", "INSERT INTO owners VALUES ('a' || CHAR(0) || 'b')");
        present(List.of("a\0b"), List.of("a", "ab", "a\0"));
    }
}
