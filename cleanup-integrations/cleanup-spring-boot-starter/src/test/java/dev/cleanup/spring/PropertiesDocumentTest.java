package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The properties in the documents are those that there are, and IDEs know them, too. */
class PropertiesDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/spring-boot.md");
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String OF_A_TABLE = "cleanup.tables.NAME.";

    @Test
    void every_property_that_ides_know_is_in_the_documents_and_none_besides() throws IOException {
        Set<String> known =
                found("\"name\": \"(cleanup\\.[a-z.-]+)\",\\s+\"type\": \"(?!dev.cleanup.spring.Cleanup)", metadata());
        Set<String> ofTables = Arrays.stream(TableProperties.class.getRecordComponents())
                .map(component -> component.getName().replaceAll("([A-Z])", "-$1"))
                .map(name -> OF_A_TABLE + name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        known.remove("cleanup.tables");
        known.addAll(ofTables);
        known.add("cleanup.history");

        Set<String> documented = found("(?m)^\\| `(cleanup\\.[A-Za-z.-]+)`", Files.readString(DOCUMENT));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void ides_know_what_is_accepted_and_what_is_the_default() throws IOException {
        assertThat(metadata())
                .contains(
                        "\"target\": \"java.time.Duration\"",
                        "management.health.cleanup.enabled",
                        "\"defaultValue\": \"CLEANUP_ADMIN\"");
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String metadata() throws IOException {
        for (URL each :
                Collections.list(PropertiesDocumentTest.class.getClassLoader().getResources(METADATA))) {
            if (each.getPath().contains("cleanup-spring-boot-starter")) {
                try (InputStream text = each.openStream()) {
                    return new String(text.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no " + METADATA);
    }
}
