package dev.cleanup.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LoadImageCallback;
import com.github.dockerjava.api.model.Image;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * An image without any content, with a date of its own.
 *
 * @param created when it was built
 * @param labels its labels
 * @param tags its names
 */
record EmptyImage(Instant created, Map<String, String> labels, List<String> tags) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static EmptyImage built(Duration ago) {
        return new EmptyImage(Instant.now().minus(ago), Map.of(), List.of());
    }

    EmptyImage labelled(Map<String, String> more) {
        return new EmptyImage(created, more, tags);
    }

    EmptyImage named(String... names) {
        return new EmptyImage(created, labels, List.of(names));
    }

    /** Loads all of these at once, which takes no longer than one; their ids, in order. */
    static List<String> load(List<EmptyImage> images, DockerClient client) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Object> manifest = new ArrayList<>();
        List<String> authors = new ArrayList<>();
        for (EmptyImage image : images) {
            String author = UUID.randomUUID().toString();
            String file = author + ".json";
            files.put(file, image.config(author));
            manifest.add(Map.of("Config", file, "RepoTags", image.tags(), "Layers", List.of()));
            authors.add(author);
        }
        files.put("manifest.json", json(manifest));
        await(client.loadImageAsyncCmd(new ByteArrayInputStream(Tar.of(files))).start());
        Map<String, String> ids = idsByAuthor(client);
        return authors.stream()
                .map(author -> Objects.requireNonNull(ids.get(author)))
                .toList();
    }

    /** What an engine makes the id of depends on where it keeps images. */
    private static Map<String, String> idsByAuthor(DockerClient client) {
        Map<String, String> ids = new HashMap<>();
        for (Image image : client.listImagesCmd().withShowAll(true).exec()) {
            ids.put(client.inspectImageCmd(image.getId()).exec().getAuthor(), image.getId());
        }
        return ids;
    }

    /** An engine ends the loading when nobody waits for its answer. */
    private static void await(LoadImageCallback loading) {
        try {
            loading.awaitCompletion();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Different for each image by its author, and so its id. */
    private byte[] config(String author) {
        return json(Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "created",
                created.toString(),
                "config",
                Map.of("Labels", labels, "Cmd", List.of("true")),
                "author",
                author,
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of())));
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
