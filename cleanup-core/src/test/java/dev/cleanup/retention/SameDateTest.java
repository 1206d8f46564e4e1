package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of those with the same date the one with the greater id is the newer one, by code points, as databases compare. */
class SameDateTest {
    private static final String NOW = "2026-03-10T12:00Z";

    @ParameterizedTest
    @CsvSource({
        "a, b",
        "a, aa",
        "B, a",
        "10, 9",
        "z, é",
        "\uFFFD, \uD83D\uDE00",
        "\uFB01, \uD800\uDC00",
        "\uD83D\uDE00, \uD83D\uDE01",
        "\uD83D\uDE00, \uD83E\uDD16",
        "\uD7FF, \uD83D\uDE00"
    })
    void the_greater_id_is_the_newer(String less, String greater) {
        for (List<Resource> resources : List.of(same(less, greater), same(greater, less))) {
            assertThat(kept(keepLatest(1), NOW, resources)).containsExactly(greater);
            assertThat(kept(keepDaily(1), NOW, resources)).containsExactly(greater);
        }
    }

    @Test
    void the_least_of_the_oldest_is_the_oldest() {
        assertThat(kept(keepDaily(2), NOW, same("b", "c", "a"))).containsExactly("c", "a");
    }

    @Test
    void a_nanosecond_counts_for_more_than_the_id() {
        List<Resource> resources =
                List.of(Resource.of("z", at(NOW).minusSeconds(1)), Resource.of("a", at(NOW).minusNanos(999_999_999)));

        assertThat(kept(keepLatest(1), NOW, resources)).containsExactly("a");
    }

    @Test
    void ids_are_in_the_order_of_their_bytes_in_utf_8() {
        List<String> sorted = List.of(
                "", "A", "a", "a\u0000", "ab", "é", "\uD7FF", "\uE000", "\uFFFF", "\uD800\uDC00", "\uDBFF\uDFFF");

        assertThat(sorted).isSortedAccordingTo(CodePoints.ORDER.thenComparing(Comparator.naturalOrder()));
        assertThat(sorted.stream().sorted(CodePoints.ORDER.reversed()).sorted(CodePoints.ORDER))
                .isEqualTo(sorted);
    }

    private static List<Resource> same(String... ids) {
        return Stream.of(ids)
                .map(id -> Resource.of(id, at("2026-03-10T09:00Z")))
                .toList();
    }
}
