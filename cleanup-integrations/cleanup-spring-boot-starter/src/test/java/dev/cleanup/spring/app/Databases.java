package dev.cleanup.spring.app;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/** Where an application finds its tables: {@code bots}, of which number 1 is due, and {@code job_results}, of which number 2 is an orphan. */
final class Databases {
    private Databases() {}

    /** These properties, and those of an H2 of its own. */
    static String[] h2(String... properties) {
        return at("jdbc:h2:mem:" + UUID.randomUUID(), properties);
    }

    /** These properties, and those of an empty database. */
    static String[] at(String url, String... properties) {
        return Stream.concat(
                        Arrays.stream(properties),
                        Stream.of(
                                "--spring.datasource.url=" + url,
                                "--spring.sql.init.mode=always",
                                "--spring.sql.init.schema-locations=classpath:bots.sql"))
                .toArray(String[]::new);
    }
}
