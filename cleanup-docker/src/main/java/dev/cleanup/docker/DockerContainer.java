package dev.cleanup.docker;

import java.util.Map;

/**
 * A container as a task sees it before it says whose it is.
 *
 * @param id its id in full: 64 hexadecimal digits
 * @param name its name, without a slash; empty where the engine lists none, as it may for one whose removal failed
 * @param image the name or id of the image it was made from
 * @param state as the engine writes it: created, exited, dead
 * @param labels its labels; text from outside
 */
public record DockerContainer(String id, String name, String image, String state, Map<String, String> labels) {
    public DockerContainer {
        labels = Map.copyOf(labels);
    }
}
