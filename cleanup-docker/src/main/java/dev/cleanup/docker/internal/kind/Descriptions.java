package dev.cleanup.docker.internal.kind;

import dev.cleanup.docker.internal.engine.Refused;
import dev.cleanup.docker.internal.engine.Workers;
import dev.cleanup.docker.internal.engine.Workers.Asking;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine knows of many resources, asked for one by one. */
final class Descriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);

    private Descriptions() {}

    /**
     * One description for each of these ids; empty for what is gone. A resource so broken that the engine cannot describe it keeps no other from
     * going: it has the unknown description. Where the engine can describe none, that is the failure.
     */
    static <T> List<Optional<T>> of(
            Workers workers, List<String> ids, Asking<String, Optional<T>> asking, Function<String, T> unknown)
            throws Exception {
        Queue<Refused> refusals = new ConcurrentLinkedQueue<>();
        List<Optional<T>> all = workers.askAll(ids, id -> {
            try {
                return asking.ask(id);
            } catch (Refused broken) {
                refusals.add(broken);
                return Optional.of(unknown.apply(id));
            }
        });
        Refused first = refusals.peek();
        if (first != null && refusals.size() == ids.size()) {
            throw first;
        }
        if (first != null) {
            LOG.warn("the Docker engine cannot describe {} of {} resources, which stay", refusals.size(), ids.size());
        }
        return all;
    }
}
