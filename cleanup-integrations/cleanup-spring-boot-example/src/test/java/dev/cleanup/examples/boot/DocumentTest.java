package dev.cleanup.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java that docs/spring-boot.md shows is the Java of the example, but for line breaks. */
class DocumentTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shows_nothing_that_was_not_run() throws IOException {
        String source =
                dense(Files.readString(Path.of("src/main/java/dev/cleanup/examples/boot/BoardApplication.java")));
        List<String> shown = JAVA.matcher(Files.readString(Path.of("../../docs/spring-boot.md")))
                .results()
                .map(block -> dense(block.group(1)))
                .toList();
        assertThat(shown).hasSize(2).allSatisfy(block -> assertThat(source).contains(block));
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }
}
