package dev.cleanup;

import dev.cleanup.history.HistoryStore;
import dev.cleanup.internal.Engine;
import dev.cleanup.internal.EngineSettings;
import dev.cleanup.internal.EngineTask;
import dev.cleanup.internal.GuardSettings;
import dev.cleanup.internal.Text;
import dev.cleanup.internal.Ticker;
import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import dev.cleanup.throttle.Throttle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link CleanupService}. Every check names what was given and what is accepted. Not safe for use by several threads. */
public final class CleanupServiceBuilder {
    /** The name of a service that does not say otherwise. */
    public static final String DEFAULT_NAME = "cleanup";

    /** How many findings a survey lists for each task. */
    public static final int DEFAULT_FINDINGS = 1_000;

    /** How long a plan may be applied. */
    public static final Duration DEFAULT_PLAN_EXPIRY = Duration.ofHours(1);

    /** How long a run may take. */
    public static final Duration DEFAULT_RUN_DEADLINE = Duration.ofHours(1);

    /** How long one call of a task may take. */
    public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(5);

    /** How long a batch is aimed to take, for tasks that let their batches be made smaller. */
    public static final Duration DEFAULT_BATCH_DURATION = Duration.ofMillis(100);

    /** How often a call that fails for a passing reason is tried; as many failures in a row open the task's circuit breaker. */
    public static final int DEFAULT_ATTEMPTS = 3;

    /** The pause after the first failure; it doubles each time. */
    public static final Duration DEFAULT_FIRST_DELAY = Duration.ofMillis(250);

    /** The longest pause between two attempts. */
    public static final Duration DEFAULT_LONGEST_DELAY = Duration.ofSeconds(5);

    private static final String NAME_FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int MOST_FINDINGS = 100_000;
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_BATCH_SIZE = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST_BATCH = Duration.ofMillis(10);
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(1);

    String name = DEFAULT_NAME;
    boolean dryRun;
    HistoryStore history = HistoryStore.inMemory();
    InstantSource clock = InstantSource.system();

    @Nullable
    Schedule schedule;

    private @Nullable Scheduler scheduler;
    private @Nullable String node;
    private final Map<String, CleanupTask> tasks = new LinkedHashMap<>();
    private final Map<String, RemovalLimit> limits = new LinkedHashMap<>();
    private final List<CleanupListener> listeners = new ArrayList<>();
    private final Map<String, Throttle> throttles = new LinkedHashMap<>();
    private Throttle throttle = Throttle.NONE;
    private RemovalLimit removalLimit = RemovalLimit.DEFAULT;
    private int findings = DEFAULT_FINDINGS;
    private Duration planExpiry = DEFAULT_PLAN_EXPIRY;
    private Duration runDeadline = DEFAULT_RUN_DEADLINE;
    private Duration callTimeout = DEFAULT_CALL_TIMEOUT;
    private Duration batchDuration = DEFAULT_BATCH_DURATION;
    private Ticker ticker = Ticker.SYSTEM;
    private int attempts = DEFAULT_ATTEMPTS;
    private Duration firstDelay = DEFAULT_FIRST_DELAY;
    private Duration longestDelay = DEFAULT_LONGEST_DELAY;

    CleanupServiceBuilder() {}

    /** The service's name, in every log line and thread name. */
    public CleanupServiceBuilder name(String text) {
        name = checkName("service name", text);
        return this;
    }

    /** This node's name, in the history and for other nodes; by default the names of the machine and the process. */
    public CleanupServiceBuilder node(String text) {
        node = checkName("node name", text);
        return this;
    }

    /** Adds a task; tasks run in the order they are added. */
    public CleanupServiceBuilder task(CleanupTask task) {
        checkName("task name", task.name());
        if (tasks.putIfAbsent(task.name(), task) != null) {
            throw new ConfigurationException(
                    "task name", task.name(), "there is a task of this name already; names are unique");
        }
        number("batch size of task " + task.name(), task.batchSize(), MOST_BATCH_SIZE);
        return this;
    }

    /** Adds a task with a removal limit of its own. */
    public CleanupServiceBuilder task(CleanupTask task, RemovalLimit limit) {
        task(task);
        limits.put(task.name(), limit);
        return this;
    }

    /** The removal limit of tasks without one of their own; {@link RemovalLimit#DEFAULT} by default. */
    public CleanupServiceBuilder removalLimit(RemovalLimit limit) {
        removalLimit = limit;
        return this;
    }

    /** How gently the tasks without a throttle of their own remove; by default nothing is held back. */
    public CleanupServiceBuilder throttle(Throttle how) {
        throttle = how;
        return this;
    }

    /** How gently this task removes, in place of what holds for the others. */
    public CleanupServiceBuilder throttle(String task, Throttle how) {
        throttles.put(task, how);
        return this;
    }

    /** When to run; by default only when asked. */
    public CleanupServiceBuilder schedule(Schedule when) {
        schedule = when;
        return this;
    }

    /** What calls the runs that the schedule says, and knows of other nodes; in process by default. The service closes it. */
    public CleanupServiceBuilder scheduler(Scheduler who) {
        scheduler = who;
        return this;
    }

    /** Where runs are recorded; by default the last 10 in memory. */
    public CleanupServiceBuilder history(HistoryStore store) {
        history = store;
        return this;
    }

    /** When true, nothing is ever removed: scheduled runs are dry runs, executes and plans are refused. False by default. */
    public CleanupServiceBuilder dryRun(boolean only) {
        dryRun = only;
        return this;
    }

    /** Takes the interval and the dry-run mode from the operators' settings. */
    public CleanupServiceBuilder settings(CleanupSettings settings) {
        return schedule(Schedule.every(settings.interval())).dryRun(settings.dryRun());
    }

    /** Adds somebody who is told what happens. */
    public CleanupServiceBuilder listener(CleanupListener listener) {
        listeners.add(listener);
        return this;
    }

    /** This machine's clock; for tests. */
    public CleanupServiceBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** How many findings a survey lists for each task, {@value #DEFAULT_FINDINGS} by default; a plan that lists all is held to their ids. */
    public CleanupServiceBuilder findings(int most) {
        findings = number("findings", most, MOST_FINDINGS);
        return this;
    }

    /** How long a plan may be applied; an hour by default. */
    public CleanupServiceBuilder planExpiry(Duration span) {
        planExpiry = span("plan expiry", span);
        return this;
    }

    /** How long a run may take before it stops, with what it has done; an hour by default. */
    public CleanupServiceBuilder runDeadline(Duration span) {
        runDeadline = span("run deadline", span);
        return this;
    }

    /** How long one call of a task may take before it is interrupted; five minutes by default. */
    public CleanupServiceBuilder callTimeout(Duration span) {
        callTimeout = span("call timeout", span);
        return this;
    }

    /**
     * How long a batch is aimed to take, 100 ms by default: batches that take longer are made smaller, shorter ones larger, between {@link
     * CleanupTask#smallestBatchSize} and {@link CleanupTask#batchSize}. A batch grows to at most 1.2 times the one before, and one that fails,
     * at a lock or a statement's timeout, is tried again with half as many items.
     *
     * @param span from 10 ms to a minute
     */
    public CleanupServiceBuilder batchDuration(Duration span) {
        if (span.compareTo(SHORTEST_BATCH) < 0 || span.compareTo(LONGEST_BATCH) > 0) {
            throw new ConfigurationException("batch duration", span, "accepted is from 10 ms to a minute");
        }
        batchDuration = span;
        return this;
    }

    CleanupServiceBuilder ticker(Ticker source) {
        ticker = source;
        return this;
    }

    /**
     * How often a call that fails for a passing reason is tried, and the pauses between; {@value #DEFAULT_ATTEMPTS} times, 250 ms to 5 s by
     * default. As many failures in a row open the task's circuit breaker, until the next run.
     */
    public CleanupServiceBuilder retry(int most, Duration first, Duration longest) {
        attempts = number("attempts", most, MOST_ATTEMPTS);
        firstDelay = span("first delay", first);
        longestDelay = span("longest delay", longest);
        if (longest.compareTo(first) <= 0) {
            throw new ConfigurationException(
                    "longest delay", longest, "accepted is more than the first delay, " + first);
        }
        return this;
    }

    /**
     * The service, set up and not started.
     *
     * @throws ConfigurationException when there is no task, or a throttle for one that is not there
     */
    public CleanupService build() {
        if (tasks.isEmpty()) {
            throw new ConfigurationException("tasks", "none", "accepted is at least one task");
        }
        for (String task : throttles.keySet()) {
            if (!tasks.containsKey(task)) {
                throw new ConfigurationException(
                        "throttle, task", task, "there is no such task; accepted are " + tasks.keySet());
            }
        }
        GuardSettings guard = new GuardSettings(attempts, firstDelay, longestDelay, callTimeout);
        List<EngineTask> guarded = tasks.values().stream()
                .map(task -> new EngineTask(
                        task,
                        limits.getOrDefault(task.name(), removalLimit),
                        throttles.getOrDefault(task.name(), throttle),
                        guard))
                .toList();
        EngineTask.warn(guarded);
        String here = Optional.ofNullable(node).orElseGet(CleanupServiceBuilder::thisProcess);
        Exclusion exclusion = scheduler == null
                ? Exclusion.none()
                : scheduler.join(new Member(name, here, () -> EngineTask.rules(guarded)));
        EngineSettings settings = new EngineSettings(
                name,
                clock,
                history,
                listeners,
                dryRun,
                findings,
                planExpiry,
                runDeadline,
                batchDuration,
                ticker,
                here,
                exclusion);
        return new CleanupService(this, new Engine(settings, guarded));
    }

    private static String thisProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "localhost";
        }
        return Text.clean(host) + ":" + ProcessHandle.current().pid();
    }

    Scheduler scheduler() {
        return Optional.ofNullable(scheduler).orElseGet(() -> Scheduler.inProcess(clock));
    }

    private static String checkName(String setting, String text) {
        if (!text.matches(NAME_FORM)) {
            throw new ConfigurationException(
                    setting,
                    text,
                    "accepted are 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        return text;
    }

    private static int number(String setting, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigurationException(setting, value, "accepted is a whole number from 1 to " + most);
        }
        return value;
    }

    private static Duration span(String setting, Duration span) {
        if (span.isZero() || span.isNegative() || span.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(setting, span, "accepted is more than zero and at most 7 days");
        }
        return span;
    }
}
