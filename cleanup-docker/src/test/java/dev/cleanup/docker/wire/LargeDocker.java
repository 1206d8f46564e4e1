package dev.cleanup.docker.wire;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An engine with many containers that are all alike, whose answers are ready beforehand, so that it takes little time of its own. */
final class LargeDocker implements Function<Asked, Answer> {
    private static final FakeContainer SAMPLE = FakeContainer.number(1);

    private final FakeDocker rest = new FakeDocker();
    private final String inspection = SAMPLE.inspected.toString();
    private final Answer list;

    /** So many, of which the first ones are stopped and the others run. */
    LargeDocker(int listed, int stopped) {
        String stoppedOne = SAMPLE.listed.toString();
        String runningOne = stoppedOne.replace("\"exited\"", "\"running\"");
        String all = IntStream.rangeClosed(1, listed)
                .mapToObj(number ->
                        (number <= stopped ? stoppedOne : runningOne).replace(SAMPLE.id(), FakeContainer.id(number)))
                .collect(Collectors.joining(",", "[", "]\n"));
        list = Answer.ok(all);
    }

    @Override
    public Answer apply(Asked asked) {
        String path = asked.path();
        if (path.endsWith("/containers/json")) {
            return list;
        }
        if (path.endsWith("/json")) {
            int slash = path.lastIndexOf('/');
            return Answer.ok(inspection.replace(SAMPLE.id(), path.substring(slash - 64, slash)) + "\n");
        }
        return rest.apply(asked);
    }
}
