package dev.cleanup.jdbc.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.jdbc.internal.sql.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private static String id(String... parts) {
        return KeyText.encode(new Key(List.of(parts)));
    }

    @Test
    void plain_keys_read_as_they_are() {
        assertThat(id("42")).isEqualTo("42");
        assertThat(id("a,b")).isEqualTo("a,b");
        assertThat(id("a,b", "c")).isEqualTo("a\\,b,c");
    }

    @Test
    void what_cannot_be_seen_is_written_out() {
        assertThat(id("")).isEqualTo("\\e");
        assertThat(id("a\n\u202eb")).isEqualTo("a\\u000a\\u202eb");
        assertThat(id("  ")).isEqualTo("\\u0020\\u0020");
    }

    @Test
    void every_key_comes_back() {
        long seed = Long.getLong("cleanup.seed", System.nanoTime());
        Random random = new Random(seed);
        String alphabet = "a,\\ e1u\n\t\u0000\u202e\u00e9😀\"{}";
        for (int round = 0; round < 10_000; round++) {
            List<String> parts = new ArrayList<>();
            for (int part = 0; part <= random.nextInt(3); part++) {
                StringBuilder text = new StringBuilder();
                random.ints(random.nextInt(6), 0, alphabet.codePointCount(0, alphabet.length()))
                        .map(index ->
                                alphabet.codePoints().skip(index).findFirst().orElseThrow())
                        .forEach(text::appendCodePoint);
                parts.add(text.toString());
            }
            Key key = new Key(parts);
            assertThat(KeyText.decode(KeyText.encode(key), parts.size()))
                    .as("seed " + seed)
                    .contains(key);
        }
    }

    @Test
    void what_is_no_id_of_ours_is_no_key() {
        for (String id : List.of("a\\", "a\\x", "\\u00", "\\uzzzz")) {
            assertThat(KeyText.decode(id, 1)).isEmpty();
        }
        assertThat(KeyText.decode("a,b", 3)).isEmpty();
    }
}
