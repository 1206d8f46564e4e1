package dev.cleanup.docker.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A container in the memory of a {@link FakeDocker}: as lists have it and as an inspection has it, both with all the fields of a real
 * engine. By default it has been stopped for nine days, belongs to bot 1 and carries {@code app=bot}.
 */
final class FakeContainer {
    static final Instant CREATED = Instant.parse("2026-03-01T08:00:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectNode LISTED = read("listed.json");
    private static final ObjectNode INSPECTED = read("inspect.json");

    /** What a list has of it, and an inspection; a test changes what it likes. */
    final ObjectNode listed = LISTED.deepCopy();

    final ObjectNode inspected = INSPECTED.deepCopy();

    private final String id;

    FakeContainer(String id) {
        this.id = id;
        listed.put("Id", id);
        inspected.put("Id", id);
        inspected.withObject("Config").put("Hostname", id.substring(0, 12));
        named("bot-" + id.substring(60));
    }

    /** The container with this number, by an id that differs from all others in its beginning, too. */
    static FakeContainer number(int number) {
        return new FakeContainer(id(number));
    }

    static String id(int number) {
        return String.format("%08x", number * 2654435761L & 0xffffffffL) + String.format("%056x", number);
    }

    private static ObjectNode read(String file) {
        try (InputStream in = FakeContainer.class.getResourceAsStream(file)) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String id() {
        return id;
    }

    FakeContainer named(String name) {
        listed.putArray("Names").add("/" + name);
        inspected.put("Name", "/" + name);
        return this;
    }

    /** In this state, by its list and by its inspection. */
    FakeContainer state(String state) {
        listed.put("State", state);
        inspected.withObject("State").put("Status", state);
        return this;
    }

    FakeContainer label(String name, String value) {
        listed.withObject("Labels").put(name, value);
        inspected.withObject("Config").withObject("Labels").put(name, value);
        return this;
    }

    FakeContainer without(String label) {
        listed.withObject("Labels").remove(label);
        inspected.withObject("Config").withObject("Labels").remove(label);
        return this;
    }

    /** Stopped at this time, as the engine writes it. */
    FakeContainer finished(String time) {
        return inspected(all -> all.withObject("State").put("FinishedAt", time));
    }

    /** Stopped this long before the engine's clock at its start. */
    FakeContainer stoppedFor(Duration span) {
        return finished(FakeDocker.NOW.minus(span).toString());
    }

    FakeContainer inspected(Consumer<ObjectNode> change) {
        change.accept(inspected);
        return this;
    }

    FakeContainer listed(Consumer<ObjectNode> change) {
        change.accept(listed);
        return this;
    }

    /** Whether it carries what the filter asks for: a name, or a name with a value. */
    boolean carries(String filter) {
        int equals = filter.indexOf('=');
        String value = listed.path("Labels")
                .path(equals < 0 ? filter : filter.substring(0, equals))
                .asText(null);
        return value != null && (equals < 0 || value.equals(filter.substring(equals + 1)));
    }

    String state() {
        return inspected.path("State").path("Status").asText();
    }

    String name() {
        return inspected.path("Name").asText();
    }
}
