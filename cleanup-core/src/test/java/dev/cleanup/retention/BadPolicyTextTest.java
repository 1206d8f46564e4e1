package dev.cleanup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors point at the character, and say what is accepted there. */
@Timeout(10)
class BadPolicyTextTest {
    private static final String RULE =
            "accepted is a rule: a span such as 7d, or one that begins with latest, within, hourly, daily, weekly, monthly,"
                    + " yearly, tag, until or (";
    private static final String SPAN =
            "accepted is a span with a unit (y, mo, d, h, min, s, ms), more than zero and at most 36500d, such as 7d, 12h or"
                    + " 1y6mo";
    private static final String COUNT = "accepted is a whole number from 1 to 1000000, or unlimited";
    private static final String OPTION = "accepted are 'in ZONE' and 'allow removing all', each once";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'' ! 1 ! the text ends",
                "'  ' ! 3 ! the text ends",
                "keep ! 5 ! the text ends",
                "keep keep ! 6 ! there is 'keep'",
                "Keep 7d ! 1 ! there is 'Keep'",
                "keep 7d, ! 9 ! the text ends",
                "keep ,7d ! 6 ! there is ','",
                "keep 7d,, 8d ! 9 ! there is ','",
                "keep Latest 3 ! 6 ! there is 'Latest'",
                "keep d7 ! 6 ! there is 'd7'",
                "keep -7d ! 6 ! there is '-7d'",
                "keep () ! 7 ! there is ')'",
                "keep (7d and) ! 13 ! there is ')'",
                "keep 7d, and ! 10 ! there is 'and'",
                "keep \"7d\" ! 6 ! there is '7d'",
                "keep foreve ! 6 ! there is 'foreve'",
                "keep 7d, =a ! 10 ! there is '='"
            })
    void where_a_rule_belongs(String text, int at, String found) {
        refused(text, at, found + "; " + RULE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep 7 ! 6 ! there is '7'",
                "keep 7 d ! 6 ! there is '7'",
                "keep 7w ! 6 ! there is '7w'",
                "keep 7D ! 6 ! there is '7D'",
                "keep 1m ! 6 ! there is '1m'",
                "keep 0d ! 6 ! there is '0d'",
                "keep 1.5d ! 6 ! there is '1.5d'",
                "keep 7d8d ! 6 ! there is '7d8d'",
                "keep 36501d ! 6 ! there is '36501d'",
                "keep 99999999999999999999d ! 6 ! there is '99999999999999999999d'",
                "keep 999999999999999999y ! 6 ! there is '999999999999999999y'",
                "keep latest 3, within 7 ! 23 ! there is '7'",
                "keep daily 7x ! 12 ! there is '7x'",
                "keep daily 0d ! 12 ! there is '0d'"
            })
    void a_span_without_a_known_unit_or_out_of_range(String text, int at, String found) {
        refused(text, at, found + "; " + SPAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep latest ! 12 ! the text ends",
                "keep latest, 7d ! 12 ! there is ','",
                "keep latest 0 ! 13 ! there is '0'",
                "keep latest -1 ! 13 ! there is '-1'",
                "keep latest 1.5 ! 13 ! there is '1.5'",
                "keep latest 3d ! 13 ! there is '3d'",
                "keep latest three ! 13 ! there is 'three'",
                "keep latest \"3\" ! 13 ! there is '3'",
                "keep latest 1000001 ! 13 ! there is '1000001'",
                "keep latest 2147483647 ! 13 ! there is '2147483647'",
                "keep latest 4294967297 ! 13 ! there is '4294967297'",
                "keep latest 99999999999999999999 ! 13 ! there is '99999999999999999999'",
                "keep latest UNLIMITED ! 13 ! there is 'UNLIMITED'",
                "keep daily 0 ! 12 ! there is '0'",
                "keep 7d, weekly 9999999999 ! 17 ! there is '9999999999'"
            })
    void a_count_that_is_missing_or_out_of_range(String text, int at, String found) {
        refused(text, at, found + "; " + COUNT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep daily ! 11 ! the text ends",
                "keep daily x ! 12 ! there is 'x'",
                "keep hourly -1 ! 13 ! there is '-1'",
                "keep yearly \"7d\" ! 13 ! there is '7d'"
            })
    void neither_a_count_nor_a_span(String text, int at, String found) {
        refused(text, at, found + "; " + COUNT + ", or a span such as 14d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep within ! 12 ! the text ends; accepted is a span such as 7d",
                "keep within x ! 13 ! there is 'x'; accepted is a span such as 7d",
                "keep 7d latest 3 ! 9 ! there is 'latest'; accepted are ',' and another rule, or ';'",
                "keep 7d and 8d ! 9 ! there is 'and'; accepted are ',' and another rule, or ';'",
                "keep 7d per a ! 9 ! there is 'per'; accepted are ',' and another rule, or ';'",
                "keep 7d) ! 8 ! there is ')'; accepted are ',' and another rule, or ';'",
                "keep latest 3 per ! 18 ! the text ends; accepted is the name of a tag to make groups by, in double quotes if it"
                        + " holds other signs",
                "keep latest 3 per a & ! 22 ! the text ends; accepted is the name of a tag to make groups by, in double quotes"
                        + " if it holds other signs",
                "keep latest 3 per per ! 19 ! there is 'per'; accepted is the name of a tag to make groups by; one that is"
                        + " called so stands in double quotes",
                "keep latest 3 per \" \" ! 19 ! there is ''; accepted is the name of a tag to make groups by",
                "keep tag ! 9 ! the text ends; accepted is the name of a tag, in double quotes if it holds other signs",
                "keep tag \"\" ! 10 ! there is ''; accepted is the name of a tag",
                "keep tag and ! 10 ! there is 'and'; accepted is the name of a tag; one that is called so stands in double"
                        + " quotes",
                "keep tag a= ! 12 ! the text ends; accepted is the value of a tag, in double quotes if it holds other signs",
                "keep tag a=b| ! 14 ! the text ends; accepted is the value of a tag, in double quotes if it holds other signs",
                "keep tag a=|b ! 12 ! there is '|'; accepted is the value of a tag, in double quotes if it holds other signs",
                "keep until ! 11 ! the text ends; accepted is an instant such as 2027-01-31T00:00:00Z",
                "keep until 2027-01-31 ! 12 ! there is '2027-01-31'; accepted is an instant such as 2027-01-31T00:00:00Z",
                "keep until 2027-02-30T00:00:00Z ! 12 ! there is '2027-02-30T00:00:00Z'; accepted is an instant such as"
                        + " 2027-01-31T00:00:00Z"
            })
    void what_else_belongs_there(String text, int at, String problem) {
        refused(text, at, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep (7d ! 9 ! the text ends; accepted are ',', 'and' and ')'",
                "keep (7d; in Z) ! 9 ! there is ';'; accepted are ',', 'and' and ')'",
                "keep (7d and 8d, 9d) ! 16 ! there is ','; accepted are 'and' and ')'",
                "keep (7d, 8d and 9d) ! 14 ! there is 'and'; accepted are ',' and ')'"
            })
    void a_parenthesis_that_does_not_end(String text, int at, String problem) {
        refused(text, at, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep 7d; ! 9 ! the text ends",
                "keep 7d; on Monday ! 10 ! there is 'on'",
                "keep 7d; allow removing ! 10 ! there is 'allow'",
                "keep 7d; in Z; in UTC ! 16 ! there is 'in'",
                "keep 7d; allow removing all; allow removing all ! 30 ! there is 'allow'"
            })
    void an_unknown_option_or_one_that_comes_twice(String text, int at, String found) {
        refused(text, at, found + "; " + OPTION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "keep 7d; in ! 12 ! the text ends",
                "keep 7d; in Europe/Bonn ! 13 ! there is 'Europe/Bonn'",
                "keep 7d; in europe/berlin ! 13 ! there is 'europe/berlin'",
                "keep 7d; in +19:00 ! 13 ! there is '+19:00'",
                "keep 7d; in ; ! 13 ! there is ';'"
            })
    void an_unknown_zone(String text, int at, String found) {
        refused(text, at, found + "; accepted is a time zone such as Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"keep where \"x\" ! 6 ! where", "keep 7d, own \"x\" ! 10 ! own"})
    void what_is_only_code(String text, int at, String word) {
        refused(text, at, "there is '" + word + "'; a condition or policy of one's own is set up in code, not as text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep tag \"hold", "keep tag \"hold\\\"", "keep tag \"hold\\", "keep tag \""})
    void a_quoted_text_that_does_not_end(String text) {
        refused(text, 10, "a quoted text begins here and does not end; accepted is a second '\"'");
    }

    @ParameterizedTest
    @CsvSource({
        "'keep \uD83D\uDE00', '\uD83D\uDE00', U+1F600",
        "'keep é', é, U+00E9",
        "'keep \u0007d', '', U+0007",
        "'keep \u202Ed', '', U+202E",
        "'keep \u00A0d', '\u00A0', U+00A0",
        "'keep \fd', '', U+000C",
        "'keep \uD83D', '', U+D83D",
        "'keep *', *, U+002A",
        "'keep ''7d''', '''', U+0027",
        "'keep <b>', <, U+003C"
    })
    void a_character_that_means_nothing(String text, String shown, String code) {
        refused(text, 6, "'" + shown + "' (" + code + ") is not understood; accepted are rules separated by commas");
    }

    @Test
    void cannot_write_lines_of_its_own_into_a_log() {
        assertThatThrownBy(() -> RetentionPolicy.parse("keep \"a\nb\u001b[31m\u202e\""))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void accepts_50_parentheses_within_each_other_and_no_more() {
        String deep = "(".repeat(50) + "7d" + ")".repeat(50);

        assertThat(RetentionPolicy.parse(deep + ", " + deep))
                .hasToString("AnyOf[policies=[KeepFor[span=7d], KeepFor[span=7d]]]");
        refused("keep (" + deep + ")", 56, "there is '('; accepted are at most 50 parentheses within each other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "\"",
                "\\",
                "7",
                "a",
                " ",
                "7d,",
                "7d ",
                "\n",
                "tag a & ",
                "\uD83D\uDE00",
                ";",
                "\"a\"",
                "keep "
            })
    void a_text_of_a_megabyte_is_refused_like_a_short_one(String part) {
        String text = "keep " + part.repeat(1_000_000 / part.length());

        assertThatThrownBy(() -> RetentionPolicy.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .hasSizeLessThan(1_000);
    }

    @Test
    void a_policy_of_a_megabyte_is_read() {
        String text = "keep 7d" + ", latest 3 per a & b, (tag x=\"y\" and 3mo)".repeat(25_000);

        assertThat(RetentionPolicy.parse(text).describe().length()).isBetween(900_000, 1_100_000);
    }

    private static void refused(String text, int at, String problem) {
        assertThatThrownBy(() -> RetentionPolicy.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("policy is '")
                .hasMessageEndingWith("': at character " + at + ": " + problem);
    }
}
