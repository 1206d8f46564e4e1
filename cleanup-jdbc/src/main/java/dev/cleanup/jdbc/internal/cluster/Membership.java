package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.CleanupException;
import dev.cleanup.schedule.Exclusion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node in the cluster. A daemon thread says that it is alive, renews what its runs hold and looks what the others say; it begins with the
 * first run or with the schedule, and ends when the node has left and its last run has ended.
 */
final class Membership implements Exclusion, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Shared shared;
    private final Here here;
    private final ClusterClock clock;
    private final Holds holds;
    private final Nodes nodes;
    private final ScheduledThreadPoolExecutor heart;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile Map<String, List<String>> differing = Map.of();
    private volatile Map<String, String> published = Map.of();
    private volatile Runnable afterBeat = () -> {};
    private boolean beating;
    private boolean closed;

    Membership(Shared shared, Here here, ClusterClock clock) {
        this.shared = shared;
        this.here = here;
        this.clock = clock;
        this.holds = new Holds(shared.tables(), here);
        this.nodes = new Nodes(shared.tables(), here);
        this.heart = new ScheduledThreadPoolExecutor(2, Daemons.named(here.service() + "-heart"));
        heart.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Called after each look at the others; does not throw. */
    void afterBeat(Runnable then) {
        afterBeat = then;
    }

    /**
     * Makes this node known, and from now on keeps it so.
     *
     * @throws CleanupException when the database cannot be reached
     */
    void begin() {
        publish(here.member().rules().get());
        look();
        synchronized (this) {
            if (!beating && !closed) {
                long millis = here.heartbeat().toMillis();
                var unusedBeats = heart.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
                var unusedChecks = heart.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
                beating = true;
            }
        }
    }

    private void publish(Map<String, String> rules) {
        synchronized (nodes) {
            if (!rules.equals(published)) {
                shared.change(connection -> nodes.publish(connection, rules));
                published = Map.copyOf(rules);
            }
        }
    }

    /** Says that this node is alive, also when its rows were removed. */
    private void sayAlive() {
        synchronized (nodes) {
            if (shared.in(nodes::alive) < published.size()) {
                shared.change(connection -> nodes.publish(connection, published));
            }
        }
    }

    private void beat() {
        try {
            held.values().forEach(this::renew);
            sayAlive();
            look();
            afterBeat.run();
        } catch (RuntimeException | Error failure) {
            // Must never end the beats.
            LOG.warn("{}: node {} could not say that it is alive", here.service(), here.instance(), failure);
        }
    }

    /** Beside the beats, which may wait for a database that does not answer. */
    private void check() {
        held.values().forEach(Held::loseIfSilent);
    }

    private void renew(Held mine) {
        AtomicLong sent = new AtomicLong();
        int still = shared.in(connection -> {
            sent.set(System.nanoTime());
            return holds.renew(connection, mine.run);
        });
        if (still < mine.tasks) {
            mine.lose("another node has taken over, since this one was not heard of for " + here.lease() + " s");
        } else {
            mine.renewed = sent.get();
        }
    }

    private void look() {
        List<Nodes.Other> others = shared.in(connection -> {
            clock.shows(shared.now(connection));
            return nodes.differing(connection);
        });
        Map<String, List<String>> words = others.stream()
                .collect(Collectors.groupingBy(
                        Nodes.Other::task, Collectors.mapping(Membership::words, Collectors.toList())));
        if (!words.equals(differing)) {
            words.forEach((task, all) -> LOG.warn("{}: {}: {}", here.service(), task, String.join("; ", all)));
        }
        differing = words;
    }

    private static String words(Nodes.Other other) {
        return "node " + other.node() + " has another rule for this task: " + other.rule();
    }

    @Override
    public List<String> disagreements(String task) {
        return differing.getOrDefault(task, List.of());
    }

    /** Whether some node that is alive says something else of this. */
    boolean isDisputed(String task) {
        return differing.containsKey(task);
    }

    /** Whether this instance is running something, whatever else is thought of it. */
    boolean isHolding(String instance) {
        return shared.in(connection -> holds.isHolding(connection, instance));
    }

    @Override
    public Hold take(String runId, Collection<String> tasks, Consumer<String> lost) {
        checkOpen();
        begin();
        // In the same order on all nodes, so that none waits for another in a circle.
        List<String> ordered = tasks.stream().sorted().toList();
        shared.in(connection -> holds.unknown(connection, ordered))
                .forEach(task -> shared.add(connection -> holds.add(connection, task)));
        Held mine = new Held(runId, ordered.size(), lost);
        shared.change(connection -> take(connection, runId, ordered));
        held.put(runId, mine);
        return mine;
    }

    private void take(Connection connection, String run, List<String> tasks) throws SQLException {
        for (String task : tasks) {
            holds.take(connection, run, task);
        }
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new CleanupException(here.service() + ": the scheduler is closed");
        }
    }

    /** Leaves as soon as no run needs its tasks any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        leaveIfIdle();
    }

    private void leaveIfIdle() {
        synchronized (this) {
            if (!closed || !held.isEmpty() || heart.isShutdown()) {
                return;
            }
            heart.shutdown();
        }
        if (!published.isEmpty()) {
            quietly("leave", nodes::leave);
        }
    }

    private void quietly(String what, Shared.Change change) {
        try {
            shared.change(change);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "{}: node {} could not {}; others notice in {} s",
                    here.service(),
                    here.instance(),
                    what,
                    here.lease(),
                    failure);
        }
    }

    /** The tasks of one run. */
    private final class Held implements Hold {
        private final String run;
        private final int tasks;
        private final Consumer<String> lost;
        private final long patience = Duration.ofSeconds(here.lease()).toNanos();
        private volatile long renewed = System.nanoTime();
        private boolean told;

        Held(String run, int tasks, Consumer<String> lost) {
            this.run = run;
            this.tasks = tasks;
            this.lost = lost;
        }

        private void loseIfSilent() {
            if (System.nanoTime() - renewed > patience) {
                lose("the database that the nodes share was not reached for " + here.lease() + " s");
            }
        }

        private synchronized void lose(String why) {
            if (!told && held.containsKey(run)) {
                told = true;
                LOG.warn("{}: run {} stops: {}", here.service(), run, why);
                lost.accept(why);
            }
        }

        @Override
        public void close() {
            held.remove(run);
            quietly("give back the tasks of run " + run, connection -> holds.release(connection, run));
            leaveIfIdle();
        }
    }
}
