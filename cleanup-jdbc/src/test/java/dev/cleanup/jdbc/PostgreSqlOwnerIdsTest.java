package dev.cleanup.jdbc;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostgreSqlOwnerIdsTest extends OwnerIdsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void a_column_that_does_not_heed_case_finds_its_owner_in_any_case() {
        db.execute("CREATE EXTENSION IF NOT EXISTS citext SCHEMA " + db.schema);
        owners("citext", "Bot");
        present(List.of("Bot", "bot", "BOT"), List.of("bots", "bot ", ""), withZero("bot\0"));
        db.execute("DROP EXTENSION citext CASCADE");
    }

    @Test
    void a_collation_that_does_not_heed_accents_finds_its_owner_without_them() {
        db.execute("CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)");
        owners("text COLLATE loose", "r\u00e9mi");
        present(List.of("r\u00e9mi", "remi", "REMI"), List.of("romi"));
    }

    @Test
    void a_domain_is_compared_as_what_it_is_made_of() {
        db.execute(
                "CREATE DOMAIN inner_name AS varchar(6)",
                "CREATE DOMAIN name_of_owner AS inner_name CHECK (VALUE <> 'no')");
        owners("name_of_owner", "yes");
        // A row that is older than the check of its domain.
        db.execute("ALTER DOMAIN name_of_owner ADD CONSTRAINT later CHECK (VALUE <> 'yes') NOT VALID");
        present(List.of("yes"), List.of("no", "YES", "much too long"), withZero("yes\0"));
    }

    /** Unlike the metadata's name of a type, format_type tells bpchar from char(1). */
    @Test
    void partitions_and_types_of_other_schemas_are_fine() {
        db.execute(
                "CREATE SCHEMA more_" + db.schema,
                "CREATE TYPE more_" + db.schema + ".kind AS ENUM ('a', 'b')",
                "CREATE TABLE owners (id bpchar PRIMARY KEY, kind more_" + db.schema + ".kind) PARTITION BY HASH (id)",
                "CREATE TABLE owners0 PARTITION OF owners FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "INSERT INTO owners VALUES ('abc', 'a')");
        present(List.of("abc", "abc "), List.of("a", "ab", "abcd"));
    }

    @Test
    void characters_that_the_database_cannot_hold_count_as_there_and_do_not_hold_up_the_others() {
        String latin = "latin_" + db.schema;
        db.execute("CREATE DATABASE " + latin + " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        db = db.in(latin);
        owners("text", "r\u00e9mi", "?");
        present(List.of("r\u00e9mi", "?"), List.of("remi"), List.of("\uD83E\uDD16", "\u4e2d"));
    }
}
