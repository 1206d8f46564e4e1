package dev.cleanup.spring;

import dev.cleanup.CleanupListener;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.ClusterScheduler;
import dev.cleanup.jdbc.ClusterSchedulerBuilder;
import dev.cleanup.jdbc.JdbcHistoryStore;
import dev.cleanup.jdbc.JdbcHistoryStoreBuilder;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import dev.cleanup.spring.CleanupProperties.HistoryKind;
import dev.cleanup.throttle.Throttle;
import java.time.ZoneId;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the service of properties and beans. A bean takes the place of what a property would make. */
final class ServiceSetup {
    private final CleanupProperties properties;
    private final BeanFactory beans;
    private final CleanupServiceBuilder builder = CleanupService.builder();

    ServiceSetup(CleanupProperties properties, BeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
    }

    CleanupService build() {
        settings();
        schedule().ifPresent(builder::schedule);
        tasks();
        all(CleanupListener.class).orderedStream().forEach(builder::listener);
        all(Throttle.class).ifAvailable(builder::throttle);
        history().ifPresent(builder::history);
        scheduler().ifPresent(builder::scheduler);
        all(CleanupServiceBuilderCustomizer.class).orderedStream().forEach(bean -> bean.customize(builder));
        return builder.build();
    }

    private void settings() {
        builder.dryRun(properties.dryRun());
        builder.removalLimit(properties.removalLimit().read("cleanup.removal-limit"));
        Property.set("cleanup.name", properties.name(), builder::name);
        Property.set("cleanup.node", properties.node(), builder::node);
        Property.set("cleanup.plan-expiry", properties.planExpiry().duration(), builder::planExpiry);
        Property.set("cleanup.run-deadline", properties.runDeadline().duration(), builder::runDeadline);
    }

    private Optional<Schedule> schedule() {
        String cron = properties.cron();
        TimeSpan interval = properties.interval();
        ZoneId zone = properties.zone();
        if (cron == null) {
            if (zone != null) {
                throw new ConfigurationException(
                        "cleanup.zone", zone, "it is accepted only with cleanup.cron, which is not set");
            }
            return Optional.ofNullable(interval)
                    .map(given -> Property.make("cleanup.interval", given.duration(), Schedule::every));
        }
        if (interval != null) {
            throw new ConfigurationException(
                    "cleanup.cron", cron, "accepted is either cleanup.cron or cleanup.interval, and both are set");
        }
        ZoneId clock = Property.required("cleanup.zone", zone, "the zone of cleanup.cron, such as Europe/Berlin");
        return Optional.of(Property.make("cleanup.cron", cron, given -> Schedule.cron(given, clock)));
    }

    private void tasks() {
        ObjectProvider<CleanupTask> others = all(CleanupTask.class);
        if (properties.tables().isEmpty()
                && others.stream().findAny().isEmpty()
                && all(CleanupServiceBuilderCustomizer.class).stream().findAny().isEmpty()) {
            throw new ConfigurationException(
                    "cleanup.tables",
                    "",
                    "accepted is at least one table, such as cleanup.tables.NAME.timestamp and cleanup.tables.NAME.keep, or a"
                            + " CleanupTask bean");
        }
        properties.tables().forEach(this::table);
        others.orderedStream().forEach(builder::task);
    }

    private void table(String name, TableProperties table) {
        String property = "cleanup.tables." + name;
        CleanupTask task = new TableTask(name, table).in(dataSource(property, name));
        if (table.removalLimit() == null) {
            builder.task(task);
        } else {
            builder.task(task, table.removalLimit().read(property + ".removal-limit"));
        }
    }

    private Optional<HistoryStore> history() {
        HistoryStore own = all(HistoryStore.class).getIfAvailable();
        if (own != null) {
            return Optional.of(own);
        }
        HistoryKind shared = properties.cluster() ? HistoryKind.JDBC : HistoryKind.MEMORY;
        HistoryKind kind = Optional.ofNullable(properties.history()).orElse(shared);
        return kind == HistoryKind.JDBC ? Optional.of(jdbcHistory()) : Optional.empty();
    }

    private HistoryStore jdbcHistory() {
        JdbcHistoryStoreBuilder history = JdbcHistoryStore.builder(dataSource("cleanup.history", "jdbc"));
        Property.set("cleanup.jdbc.table-prefix", properties.jdbc().tablePrefix(), history::tablePrefix);
        return (properties.jdbc().createTables() ? history.createTables() : history).build();
    }

    private Optional<Scheduler> scheduler() {
        Scheduler own = all(Scheduler.class).getIfAvailable();
        return own == null && properties.cluster() ? Optional.of(cluster()) : Optional.ofNullable(own);
    }

    private Scheduler cluster() {
        ClusterSchedulerBuilder nodes = ClusterScheduler.builder(dataSource("cleanup.cluster", "true"));
        Property.set("cleanup.jdbc.table-prefix", properties.jdbc().tablePrefix(), nodes::tablePrefix);
        return (properties.jdbc().createTables() ? nodes.createTables() : nodes).build();
    }

    private DataSource dataSource(String property, String value) {
        DataSource only = all(DataSource.class).getIfUnique();
        if (only == null) {
            throw new ConfigurationException(
                    property,
                    value,
                    "it needs a DataSource bean: exactly one, or one that is @Primary, and a JDBC driver for it");
        }
        return only;
    }

    private <T> ObjectProvider<T> all(Class<T> type) {
        return beans.getBeanProvider(type);
    }
}
