package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each piece of Java that docs/mounting.md shows stands like that, but for line breaks, in a file that is compiled and run on that server. */
class MountingDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/mounting.md");
    private static final Path MOUNTS = Path.of("../cleanup-servlet-ui/src/test/java/dev/cleanup/servlet/mount");
    private static final Path SPRING = Path.of("src/main/java/dev/cleanup/examples/spring");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Predicate<String> IMPORT = line -> line.startsWith("import ");

    @Test
    void shows_nothing_that_was_not_run() throws IOException {
        List<String> sources = List.of(
                source(MOUNTS.resolve("JettyHost.java")),
                source(MOUNTS.resolve("TomcatHost.java")),
                source(MOUNTS.resolve("TomcatMountIT.java")),
                source(MOUNTS.resolve("CleanupMount.java")),
                source(MOUNTS.resolve("MountContract.java")),
                source(SPRING.resolve("ShopApplication.java")));
        List<String> shown = JAVA.matcher(Files.readString(DOCUMENT))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(shown).hasSizeGreaterThan(6).allSatisfy(block -> assertThat(sources)
                .anySatisfy(source -> assertThat(source).contains(parts(block))));
    }

    /** Each import, and the rest in one. */
    private static List<String> parts(String block) {
        List<String> lines =
                block.lines().filter(line -> !line.startsWith("```")).toList();
        String code = lines.stream().filter(IMPORT.negate()).collect(Collectors.joining());
        return Stream.concat(lines.stream().filter(IMPORT), Stream.of(code))
                .map(MountingDocumentTest::dense)
                .toList();
    }

    private static String source(Path path) throws IOException {
        return dense(Files.readString(path));
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }
}
