package dev.cleanup.examples;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.query.NamedQuery;
import dev.cleanup.servlet.query.Parameter;
import dev.cleanup.servlet.query.SafeQueries;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What may be asked of the bot system's database over HTTP: nothing, unless the operator set a token for it. */
final class BotQueries {
    private BotQueries() {}

    static Optional<SafeQueries> of(DataSource database, DemoSettings settings) {
        return settings.queries().map(queries -> {
            SafeQueries.Builder builder = SafeQueries.builder()
                    .named(NamedQuery.of(
                            "bots", database, "SELECT count(*) AS bots, count(deleted_at) AS deleted FROM bots"))
                    .named(NamedQuery.of(
                            "bots-deleted-before",
                            database,
                            "SELECT count(*) AS bots FROM bots WHERE deleted_at < ?",
                            Parameter.instant("moment")))
                    .named(NamedQuery.of(
                            "results-without-bot",
                            database,
                            "SELECT count(*) AS results FROM results WHERE processed_by IS NOT NULL"
                                    + " AND NOT EXISTS (SELECT 1 FROM bots WHERE bots.id = results.processed_by)"));
            queries.user().ifPresent(user -> builder.adHoc(reader(settings, user, queries.password())));
            return builder.build();
        });
    }

    /** Ad-hoc SQL logs in with a role of its own; docs/query-endpoint.md says how to make one. */
    private static DataSource reader(DemoSettings settings, String user, String password) {
        if (!settings.databaseUrl().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException(
                    "QUERY_DATABASE_USER", user, "ad-hoc SQL needs PostgreSQL; leave it out for named queries only");
        }
        PGSimpleDataSource reader = new PGSimpleDataSource();
        reader.setUrl(settings.databaseUrl());
        reader.setUser(user);
        reader.setPassword(password);
        return reader;
    }
}
