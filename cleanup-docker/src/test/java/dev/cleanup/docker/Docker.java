package dev.cleanup.docker;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.cleanup.retention.RetentionPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What one test makes on an engine: all of it carries a label of the test's own, by which it is removed in the end. */
final class Docker implements AutoCloseable {
    static final String IMAGE = "cleanup-test:1";

    /** The label's name; its value is another one for each test. */
    static final String LABEL = "cleanup.test";

    /** Keeps nothing that is there already. */
    static final RetentionPolicy NOTHING_KEPT = RetentionPolicy.keepFor(Duration.ofMillis(1));

    static final long WRITTEN = 500_000;

    private static final Duration LONG = Duration.ofSeconds(30);

    private final DockerClient client;
    private final DockerEngine engine;
    private final Duration callTimeout;
    private final Queue<String> made = new ConcurrentLinkedQueue<>();
    private final String mark = UUID.randomUUID().toString();

    /** An engine whose requests may take so long. */
    Docker(DockerClient client, DockerEngine engine, Duration callTimeout) {
        this.client = client;
        this.engine = engine;
        this.callTimeout = callTimeout;
    }

    DockerClient client() {
        return client;
    }

    DockerEngine engine() {
        return engine;
    }

    /** The value of the test's label. */
    String mark() {
        return mark;
    }

    /** The test's label, and these. */
    Map<String, String> labels(String... more) {
        Map<String, String> labels = new HashMap<>(Map.of(LABEL, mark));
        for (int index = 0; index < more.length; index += 2) {
            labels.put(more[index], more[index + 1]);
        }
        return labels;
    }

    /** The same engine; right before it gets each request of this method, something happens. The path begins with the version. */
    DockerEngine engineBefore(Method method, Consumer<String> happens) {
        DockerHttpClient client = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(engine.address()))
                .build();
        Interposed transport = new Interposed(client, request -> {
            if (request.method().equals(method.name())) {
                happens.accept(request.path());
            }
        });
        return DockerEngine.builder()
                .client(transport, engine.address())
                .callTimeout(callTimeout)
                .build();
    }

    /** A task for the test's containers, whatever their age. */
    ContainersBuilder containers() {
        return containers(engine);
    }

    ContainersBuilder containers(DockerEngine on) {
        return DockerCleanup.containers(on).label(LABEL, mark).policy(NOTHING_KEPT);
    }

    ImagesBuilder imagesTask(DockerEngine on) {
        return DockerCleanup.images(on).label(LABEL, mark).policy(NOTHING_KEPT);
    }

    VolumesBuilder volumesTask(DockerEngine on) {
        return DockerCleanup.volumes(on).label(LABEL, mark).policy(NOTHING_KEPT);
    }

    NetworksBuilder networksTask(DockerEngine on) {
        return DockerCleanup.networks(on).label(LABEL, mark).policy(NOTHING_KEPT);
    }

    /** A container that was never started. */
    String created() {
        return created(container -> container);
    }

    String created(UnaryOperator<CreateContainerCmd> options) {
        CreateContainerCmd command = client.createContainerCmd(IMAGE)
                .withLabels(labels())
                .withCmd("true")
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"));
        String id = options.apply(command).exec().getId();
        made.add(id);
        return id;
    }

    /** One that ran and ended. */
    String exited() {
        return exited(container -> container);
    }

    String exited(UnaryOperator<CreateContainerCmd> options) {
        String id = created(options);
        startAndWait(id);
        return id;
    }

    /** Writes {@link #WRITTEN} bytes where a volume would be. */
    static CreateContainerCmd writing(CreateContainerCmd container) {
        return container.withCmd("sh", "-c", "mkdir -p /data && head -c " + WRITTEN + " /dev/urandom >/data/file");
    }

    static CreateContainerCmd restartedAlways(CreateContainerCmd container) {
        hostConfig(container).withRestartPolicy(RestartPolicy.alwaysRestart());
        return container;
    }

    /** Starts one that ends by itself, and waits for that. */
    void startAndWait(String id) {
        client.startContainerCmd(id).exec();
        awaitState(id, "exited");
    }

    /** One that runs until it is removed. */
    String running() {
        return running(container -> container);
    }

    String running(UnaryOperator<CreateContainerCmd> options) {
        String id = created(container -> options.apply(container.withCmd("sleep", "3600")));
        client.startContainerCmd(id).exec();
        return id;
    }

    void awaitState(String id, String state) {
        await().atMost(LONG).until(() -> state(id).equals(state));
    }

    String state(String id) {
        return inspect(id).getState().getStatus();
    }

    InspectContainerResponse inspect(String id) {
        return client.inspectContainerCmd(id).exec();
    }

    /** The ids of the test's containers. */
    Set<String> there() {
        return client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(LABEL, mark)).exec().stream()
                .map(Container::getId)
                .collect(Collectors.toSet());
    }

    /** A volume without a name of its own. */
    String volume() {
        return client.createVolumeCmd().withLabels(labels()).exec().getName();
    }

    String volume(String name) {
        return client.createVolumeCmd()
                .withName(name)
                .withLabels(labels())
                .exec()
                .getName();
    }

    /** A container that was never started, with this volume. */
    String createdWith(String volume) {
        return createdWith(volume, container -> container);
    }

    String createdWith(String volume, UnaryOperator<CreateContainerCmd> options) {
        return created(container -> {
            hostConfig(container).withBinds(Bind.parse(volume + ":/data"));
            return options.apply(container);
        });
    }

    /** The names of the test's volumes. */
    Set<String> volumes() {
        return client.listVolumesCmd().withFilter("label", List.of(LABEL + "=" + mark)).exec().getVolumes().stream()
                .map(InspectVolumeResponse::getName)
                .collect(Collectors.toSet());
    }

    String network() {
        return client.createNetworkCmd()
                .withName("net-" + UUID.randomUUID())
                .withLabels(labels())
                .exec()
                .getId();
    }

    /** A container that was never started, in this network. */
    String createdIn(String network) {
        return created(container -> {
            hostConfig(container).withNetworkMode(network);
            return container;
        });
    }

    /** The ids of the test's networks. */
    Set<String> networks() {
        return client.listNetworksCmd().withFilter("label", List.of(LABEL + "=" + mark)).exec().stream()
                .map(Network::getId)
                .collect(Collectors.toSet());
    }

    /** So many images without a name and without content, built so long ago. */
    List<String> images(int count, Duration ago) {
        return images(Collections.nCopies(count, EmptyImage.built(ago)));
    }

    List<String> images(List<EmptyImage> images) {
        return EmptyImage.load(
                images.stream().map(image -> image.labelled(labels())).toList(), client);
    }

    /** Whether an image that came with a name has a date for that, as where an engine keeps images in containerd. */
    boolean tellsWhenImagesCame() {
        return Objects.requireNonNull(client.infoCmd().exec().getDriverStatuses()).stream()
                .anyMatch(status -> status.contains("io.containerd.snapshotter.v1"));
    }

    /** What a container has written, as an image without a name that is built on the container's own. */
    String imageOf(String container) {
        return client.commitCmd(container).withPause(false).withLabels(labels()).exec();
    }

    /** A container that was never started, of this image. */
    String createdFrom(String image) {
        return created(container -> container.withImage(image));
    }

    /** The ids of the test's images. */
    Set<String> images() {
        return client.listImagesCmd().withShowAll(true).withLabelFilter(Map.of(LABEL, mark)).exec().stream()
                .map(Image::getId)
                .collect(Collectors.toSet());
    }

    static HostConfig hostConfig(CreateContainerCmd container) {
        return Objects.requireNonNull(container.getHostConfig());
    }

    void removeContainers() {
        there().forEach(this::removeContainer);
    }

    /** Removes whatever carries the test's label. */
    @Override
    public void close() {
        made.forEach(this::removeContainer);
        removeContainers();
        volumes().forEach(name -> removed(client.removeVolumeCmd(name)::exec));
        networks().forEach(id -> removed(client.removeNetworkCmd(id)::exec));
        while (images().stream()
                        .filter(id -> removed(client.removeImageCmd(id).withForce(true)::exec))
                        .count()
                > 0) {
            // Children go first, and then their parents can.
        }
        engine.close();
    }

    private void removeContainer(String id) {
        removed(client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true)::exec);
    }

    private static boolean removed(Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (NotFoundException | ConflictException there) {
            return false;
        }
    }
}
