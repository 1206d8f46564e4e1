package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service on one node: its membership in the cluster and, once it is started, its schedule. */
public final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /** What stands for the schedule among the rules of the tasks; no task can be called so. */
    private static final String SCHEDULE = "(schedule)";

    private final Shared shared;
    private final Here here;
    private final Duration polling;
    private final ClusterClock clock = new ClusterClock();
    private final Membership membership;
    private volatile @Nullable NextRun plan;
    private volatile @Nullable Instant next;
    private volatile boolean closed;
    private @Nullable Ticks ticks;

    /**
     * Does not reach the database yet.
     *
     * @param heartbeat how often this node says that it is alive
     * @param polling how often it looks whether a run is due
     */
    public ClusterNode(Shared shared, Member member, Duration heartbeat, Duration polling) {
        this.shared = shared;
        this.polling = polling;
        this.here = Here.of(
                new Member(
                        member.service(),
                        member.node(),
                        () -> withSchedule(member.rules().get())),
                heartbeat);
        this.membership = new Membership(shared, here, clock);
        membership.afterBeat(this::lookAtSchedule);
    }

    /**
     * Looks whether db-scheduler is there.
     *
     * @throws NoClassDefFoundError when it is not
     */
    public static void requireDbScheduler() {
        Ticks.require();
    }

    private Map<String, String> withSchedule(Map<String, String> rules) {
        Map<String, String> all = new LinkedHashMap<>(rules);
        Optional.ofNullable(plan).ifPresent(own -> all.put(SCHEDULE, own.words()));
        return all;
    }

    /** Who may run which task. */
    public Exclusion exclusion() {
        return membership;
    }

    /** See {@link dev.cleanup.schedule.Scheduler#start}. */
    public synchronized void start(Schedule schedule, Instant from, Runnable job) {
        if (ticks != null || closed) {
            throw new IllegalStateException("a scheduler is started once");
        }
        NextRun own = new NextRun(shared, new ScheduleRow(shared.tables(), here.service()), clock, schedule, from);
        plan = own;
        membership.begin();
        next = own.agreed(true);
        ticks = new Ticks(shared, here, clock, polling, new Tick(own, job));
        ticks.start();
    }

    private void lookAtSchedule() {
        NextRun own = plan;
        if (own != null) {
            next = own.agreed(!membership.isDisputed(SCHEDULE));
        }
    }

    /** When the service runs next, on whichever node; as of the last heartbeat. */
    public Optional<Instant> nextRun() {
        return closed ? Optional.empty() : Optional.ofNullable(next);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (ticks != null) {
            ticks.close();
        }
        membership.close();
    }

    /** What db-scheduler calls. */
    private final class Tick implements Ticks.Tick {
        private final NextRun own;
        private final Runnable job;

        Tick(NextRun own, Runnable job) {
            this.own = own;
            this.job = job;
        }

        @Override
        public Instant run(Instant due) {
            if (closed) {
                return due;
            }
            Instant following = own.after(clock.instant());
            next = following;
            try {
                job.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("{}: a job failed; the next one is still due", here.service(), failure);
            }
            return following;
        }

        @Override
        public boolean isAlive(String instance) {
            return membership.isHolding(instance);
        }

        @Override
        public String schedule() {
            return own.words();
        }
    }
}
