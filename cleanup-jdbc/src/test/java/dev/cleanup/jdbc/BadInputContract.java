package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

abstract class BadInputContract extends BotsContract {

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).satisfies(failure -> assertThat(
                        failure.getMessage().toLowerCase(java.util.Locale.ROOT))
                .contains(words));
    }

    @Test
    void names_that_do_not_exist() {
        refused(() -> bots().table("bot").build(), "table is 'bot'", "there is no such table", "accepted are bots");
        refused(() -> bots().schema("nowhere").build(), "schema is 'nowhere'", "no such schema");
        refused(
                () -> bots().timestamp("deleted").build(),
                "timestamp is 'deleted'",
                "accepted are id, name, bot_type, deleted_at");
        refused(() -> bots().label("nam").build(), "label is 'nam'", "accepted are id, name");
        refused(() -> bots().key("nam").build(), "key is 'nam'");
        refused(() -> bots().tag("hold", "held").build(), "tag hold is 'held'");
        refused(() -> bots().whereNull("x").build(), "where is 'x'");
        refused(() -> bots().table("bots; DROP TABLE bots").name("x").build(), "there is no such table");
    }

    @Test
    void what_is_missing() {
        refused(
                () -> JdbcCleanup.expiredRows(db.dataSource)
                        .timestamp("x")
                        .policy(keepFor("7d"))
                        .build(),
                "table is ''");
        refused(
                () -> JdbcCleanup.expiredRows(db.dataSource)
                        .table("bots")
                        .policy(keepFor("7d"))
                        .build(),
                "timestamp is ''");
        refused(
                () -> JdbcCleanup.expiredRows(db.dataSource)
                        .table("bots")
                        .timestamp("deleted_at")
                        .build(),
                "policy is ''");
        refused(
                () -> JdbcCleanup.orphanedRows(db.dataSource)
                        .table("bots")
                        .column("id")
                        .build(),
                "references is ''");
        refused(
                () -> JdbcCleanup.orphanedRows(db.dataSource)
                        .table("bots")
                        .column("id")
                        .references("bots", "id")
                        .build(),
                "olderthan is ''");
    }

    @Test
    void columns_that_cannot_serve() {
        refused(() -> bots().timestamp("name").build(), "timestamp is 'name'", "accepted are timestamp with time zone");
        refused(() -> bots().zone(ZoneOffset.UTC).build(), "zone is 'z'", "has a time zone of its own");
        refused(() -> bots().key("name").build(), "key is 'name'", "not null and have a unique");
        db.execute("CREATE TABLE plain (id INTEGER, at TIMESTAMP)", "CREATE VIEW seen AS SELECT * FROM bots");
        refused(() -> bots().table("plain").timestamp("at").zone(ZoneOffset.UTC).build(), "has no primary key");
        refused(() -> bots().table("plain").timestamp("at").key("id").build(), "key is 'id'");
        refused(() -> bots().table("seen").build(), "table is 'seen'", "it is a view");
        db.execute("CREATE TABLE dated (id INTEGER PRIMARY KEY, at TIMESTAMP, on_day DATE)");
        refused(() -> bots().table("dated").timestamp("at").build(), "zone is ''", "without time zone");
        refused(() -> bots().table("dated").timestamp("on_day").build(), "zone is ''", "without time zone");
    }

    @Test
    void values_that_cannot_serve() {
        refused(() -> bots().name("a b"), "name is 'a b'");
        refused(() -> bots().batchSize(0), "batchsize is '0'", "from 1 to");
        refused(() -> bots().lockTimeout(Duration.ZERO), "locktimeout is 'pt0s'");
        refused(() -> bots().statementTimeout(Duration.ofDays(1)), "statementtimeout is 'pt24h'");
        refused(() -> bots().where("id", Operator.IN, List.of()), "not empty");
        refused(() -> bots().where("id", Operator.IN, 1), "collection");
        refused(() -> bots().where("id", Operator.EQUAL, null), "wherenull");
        refused(() -> bots().where("id", Operator.EQUAL, new Object()), "accepted are text, numbers");
    }

    /** H2 compares the types of values only when it meets a row. */
    @Test
    void values_of_another_type_than_their_column() {
        assertThatThrownBy(() ->
                        survey(bots().where("id", Operator.EQUAL, "secret").build()))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining(
                        db.postgres ? "check that the values fit the types of their columns" : "refused a statement")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("secret"));
    }

    @Test
    void policies_that_cannot_serve() {
        refused(() -> bots().policy(keepTagged("hold")).build(), "policy is 'keep tag hold'", "allowremovingall()");
        refused(
                () -> bots().policy(anyOf(keepFor("7d"), keepTagged("hold"))).build(),
                "policy is 'keep 7d, tag hold'",
                "the tag hold has no column");
        refused(() -> bots().policy(keepLatest(3).per("host")).build(), "the tag host has no column");
        refused(
                () -> bots().policy(anyOf(keepLatest(3).per("host"), keepWhere(bot -> true, "mine")))
                        .build(),
                "the tag host has no column");
    }

    @Test
    void foreign_keys_that_act_are_refused_unless_named() throws Exception {
        for (String action : List.of("CASCADE", "SET NULL", "SET DEFAULT")) {
            CleanupTask before = bots().build();
            db.execute("CREATE TABLE kin (bot BIGINT DEFAULT 4 REFERENCES bots (id) ON DELETE " + action + ")");
            refused(() -> bots().build(), "allowdependents", "kin", "of table");
            assertThatThrownBy(() -> survey(before)).isInstanceOf(ConfigurationException.class);
            String spelled = db.postgres ? "kin" : "KIN";
            assertThat(survey(bots().allowDependents(spelled).build()).eligible())
                    .isEqualTo(2);
            db.execute("DROP TABLE kin");
        }
    }

    @Test
    void a_database_that_is_away_at_the_start_is_named_without_secrets() {
        String url = db.postgres
                ? "jdbc:postgresql://localhost:1/x?user=u&password=hunter2"
                : "jdbc:h2:mem:gone;IFEXISTS=TRUE;USER=u;PASSWORD=hunter2";
        assertThatThrownBy(() -> bots(new UrlDataSource(url)).build())
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining(db.postgres ? "localhost:1" : "gone")
                .hasMessageStartingWith("cannot connect to the database (SQLState ")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter2"));
    }

    @Test
    void tables_that_go_along_with_an_allowed_one_must_be_named_too() {
        db.execute(
                "CREATE TABLE kids (id BIGINT PRIMARY KEY, bot BIGINT REFERENCES bots (id) ON DELETE CASCADE)",
                "CREATE TABLE grandkids (kid BIGINT REFERENCES kids (id) ON DELETE CASCADE)");
        String kids = db.postgres ? "kids" : "KIDS";
        String grandkids = db.postgres ? "grandkids" : "GRANDKIDS";

        assertThatThrownBy(() -> bots().allowDependents(kids).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(grandkids);
        assertThat(bots().allowDependents(kids, grandkids).build().name()).isEqualTo("bots");
    }
}
