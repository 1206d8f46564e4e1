package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids come as text from outside: in doubt an owner is there, and so is what is no id at all, which does not hold up the others. */
abstract class OwnerIdsContract {
    private static final String OVERLONG = "9".repeat(100_000);

    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    void connect() {
        db = database();
    }

    void owners(String type, String... ids) {
        db.execute("CREATE TABLE owners (id " + type + " PRIMARY KEY)");
        for (String id : ids) {
            db.execute("INSERT INTO owners VALUES ('" + id.replace("'", "''") + "')");
        }
    }

    /** Of all these, exactly the first are there, in the words they were asked in. */
    void present(List<String> present, List<String> absent) {
        present(present, absent, List.of());
    }

    /** The same, and the last are no values of the id's type, so that nobody knows. */
    void present(List<String> present, List<String> absent, List<String> unreadable) {
        JdbcOwners owners = JdbcOwners.of(db.dataSource, "owners", "id");
        Set<String> there = new LinkedHashSet<>(present);
        there.addAll(unreadable);
        Set<String> asked =
                Stream.concat(there.stream(), absent.stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(owners.active(asked)).containsExactlyInAnyOrderElementsOf(there);
    }

    /** A character that PostgreSQL cannot hold, where text is concerned. */
    List<String> withZero(String... texts) {
        return db.postgres ? List.of(texts) : List.of();
    }

    @Test
    void whole_numbers_are_found_however_they_are_written() {
        for (String type : List.of("SMALLINT", "INTEGER", "BIGINT")) {
            owners(type, "7", "-12");
            present(
                    List.of(
                            "7",
                            "007",
                            "+7",
                            " 7 ",
                            "7\n",
                            "7.0",
                            "7e0",
                            "0x7",
                            "0_7",
                            "0".repeat(5_000) + "7",
                            "-12",
                            "-0012"),
                    List.of("8", "12", "9223372036854775807", "70000", "3000000000"),
                    List.of(
                            "",
                            " ",
                            "abc",
                            "7.5",
                            "7a",
                            "7\0",
                            "\0",
                            "0x",
                            "- 7",
                            "9e99",
                            "1e999999999",
                            OVERLONG,
                            "9223372036854775808",
                            "7\uD800",
                            "NaN"));
            db.execute("DROP TABLE owners");
        }
    }

    @Test
    void other_numbers_are_found_however_they_are_written() {
        owners("NUMERIC(25,2)", "7", "7.25", "12345678901234567890");
        present(
                List.of("7", "007", "+7", " 7 ", "7.00", "7e0", "7.25", "12345678901234567890"),
                List.of("8", "7.254", "7.2"),
                List.of("", "abc", "7,25", "1e99999999999", "--7"));
    }

    @Test
    void uuids_are_found_however_they_are_written() {
        String uuid = "0b0e7a5c-1234-4abc-8def-00000000abcd";
        String bare = uuid.replace("-", "");
        owners("UUID", uuid);
        present(
                List.of(
                        uuid,
                        uuid.toUpperCase(Locale.ROOT),
                        bare,
                        "{" + uuid + "}",
                        "{" + bare + "}",
                        "urn:uuid:" + uuid,
                        " " + uuid),
                List.of(uuid.replace('a', 'b')),
                List.of(
                        uuid + "0",
                        uuid.substring(1),
                        "abc",
                        "",
                        "7",
                        "g" + uuid.substring(1),
                        uuid + "\0",
                        "-".repeat(36),
                        OVERLONG));
    }

    @Test
    void text_is_compared_by_its_code_points() {
        List<String> owners = List.of(
                "Bot-1",
                "",
                "r\u00e9mi",
                "stra\u00dfe",
                "a b",
                "a,b",
                "\"q\"",
                "it's",
                "b\\s",
                "{x}",
                "NULL",
                "\uD83E\uDD16");
        owners("VARCHAR(10)", owners.toArray(String[]::new));
        present(
                owners,
                List.of(
                        "bot-1",
                        "BOT-1",
                        "Bot-1 ",
                        " Bot-1",
                        "Bot-",
                        "Bot-12",
                        "remi",
                        "re\u0301mi",
                        "strasse",
                        " ",
                        "a  b",
                        "null",
                        "Bot-1".repeat(400_000),
                        "\uD83E\uDD17",
                        OVERLONG),
                withZero("Bot-1\0", "\0"));
    }

    @Test
    void padded_text_is_found_with_and_without_its_padding() {
        owners("CHAR(5)", "ab", "abcde");
        present(
                List.of("ab", "ab   ", "ab ", "abcde"),
                List.of("AB", "a", " ab", "abcdef", "abcd", "abcdefghijk", ""),
                withZero("ab\0"));
    }

    @Test
    void ids_of_an_enumeration_are_compared_as_text() {
        if (db.postgres) {
            db.execute("CREATE TYPE \"Mood\" AS ENUM ('glad', 'sad')");
        }
        owners(db.postgres ? "\"Mood\"" : "ENUM('glad', 'sad')", "glad");
        present(List.of("glad"), List.of("sad", "Glad", "angry", "", "0"), withZero("glad\0"));
    }

    @Test
    void ids_that_cannot_be_read_do_not_hold_up_thousands_of_others() {
        owners("NUMERIC(10)", "1", "2500");
        Set<String> asked = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> i % 100 == 0 && i != 2_500 ? "no number " + i : String.valueOf(i))
                .collect(Collectors.toSet());

        assertThat(JdbcOwners.of(db.dataSource, "owners", "id").active(asked))
                .hasSize(26)
                .contains("1", "2500", "no number 100", "no number 2400")
                .doesNotContain("2");
    }

    @Test
    void an_id_that_cannot_be_read_counts_as_there_also_when_it_is_asked_alone() {
        for (String type : List.of("NUMERIC(10)", "BIGINT")) {
            owners(type, "1");
            JdbcOwners owners = JdbcOwners.of(db.dataSource, "owners", "id");

            assertThat(owners.active(Set.of("no number"))).containsExactly("no number");
            assertThat(owners.active(Set.of("no number", "nor this"))).hasSize(2);
            assertThat(owners.active(Set.of("1"))).containsExactly("1");
            db.execute("DROP TABLE owners");
        }
    }

    @Test
    void where_there_is_no_owner_at_all_an_id_that_cannot_be_read_does_not_hide_that() {
        owners("NUMERIC(10)");

        assertThat(JdbcOwners.of(db.dataSource, "owners", "id").active(Set.of("no number", "1")))
                .isEmpty();
    }

    @Test
    void the_log_says_how_many_ids_cannot_be_read_and_what_one_looks_like_and_no_id_itself() {
        owners("BIGINT", "1");
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            JdbcOwners.of(db.dataSource, "owners", "id").active(Set.of("1", "2", "hunter2\n"));
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("1 of 3 owners")
                .contains("'xxxxxx9.'")
                .doesNotContain("hunter");
    }

    @Test
    void the_same_owner_in_several_words_is_there_in_each() {
        owners("INTEGER", "7");

        assertThat(JdbcOwners.of(db.dataSource, "owners", "id").active(Set.of("7", "07", "8", "x")))
                .containsExactlyInAnyOrder("7", "07", "x");
    }
}
