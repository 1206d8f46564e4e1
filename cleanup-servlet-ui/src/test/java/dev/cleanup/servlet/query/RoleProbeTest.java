package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleanup.ConfigurationException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each right that a role must not have, granted to one that otherwise fits. */
class RoleProbeTest {
    private final Postgres database = Postgres.empty();
    private final String role = Postgres.newRole();

    RoleProbeTest() {
        database.execute(
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "CREATE ROLE " + role + " LOGIN NOINHERIT",
                "CREATE TABLE bots (id int, name text)",
                "CREATE SEQUENCE numbers",
                "GRANT SELECT ON bots, numbers TO " + role);
    }

    private List<String> findings() throws SQLException {
        return RoleProbe.findings(new Lease(RoleProbe.LIMIT), database.as(role));
    }

    private void assertFound(String grant, String... findings) throws SQLException {
        assertThat(findings()).isEmpty();
        database.execute(grant.replace("ROLE_X", role));
        String[] named = List.of(findings).stream()
                .map(finding -> finding.replace("ROLE_X", role))
                .toArray(String[]::new);
        assertThat(findings()).containsExactlyInAnyOrder(named);
    }

    @Test
    void the_documented_role_fits() throws SQLException {
        assertThat(RoleProbe.findings(
                        new Lease(RoleProbe.LIMIT), Postgres.shop().as(Postgres.READER)))
                .isEmpty();
    }

    @Test
    void the_documented_role_is_limited_by_the_server_too() throws SQLException {
        assertThat(
                        Postgres.shop()
                                .texts(
                                        "SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = 'cleanup_reader'::regrole"))
                .contains(
                        "default_transaction_read_only=on",
                        "statement_timeout=2s",
                        "lock_timeout=200ms",
                        "idle_in_transaction_session_timeout=5s");
        assertThat(
                        Postgres.shop()
                                .texts(
                                        "SELECT rolconnlimit || ' ' || rolinherit FROM pg_roles WHERE rolname = 'cleanup_reader'"))
                .containsExactly("2 false");
    }

    @Test
    void a_superuser_is_refused_when_it_is_built() {
        assertThatThrownBy(() -> SafeQueries.builder()
                        .adHoc(Postgres.shop().as(Postgres.BOSS))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("revoke: second_superuser is a superuser");
    }

    @Test
    void the_owner_is_refused_when_it_is_built_and_learns_what_to_revoke() {
        assertThatThrownBy(() -> SafeQueries.builder()
                        .adHoc(Postgres.shop().as(Postgres.OWNER))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("table_owner may change public.bots")
                .hasMessageContaining("table_owner may advance sequence public.numbers")
                .hasMessageContaining("table_owner owns table public.hidden")
                .hasMessageContaining("table_owner may execute public.wipe_as_owner(), which is SECURITY DEFINER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATEROLE", "CREATEDB", "REPLICATION", "BYPASSRLS"})
    void an_attribute(String attribute) throws SQLException {
        assertFound("ALTER ROLE ROLE_X " + attribute, "ROLE_X has " + attribute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_write_all_data",
                "pg_read_server_files",
                "pg_write_server_files",
                "pg_execute_server_program",
                "pg_signal_backend",
                "pg_maintain",
                "pg_checkpoint",
                "pg_create_subscription",
                "pg_use_reserved_connections"
            })
    void a_powerful_role_of_the_server_also_without_inheriting(String powerful) throws SQLException {
        assertThat(findings()).isEmpty();
        String between = Postgres.newRole();
        assumeTrue(database.texts("SELECT rolname FROM pg_roles").contains(powerful), "older servers do not have it");
        database.execute(
                "CREATE ROLE " + between + " NOINHERIT",
                "GRANT " + powerful + " TO " + between,
                "GRANT " + between + " TO " + role);

        assertThat(findings()).contains(role + " is a member of " + powerful);
    }

    @Test
    void a_role_it_may_change_to() throws SQLException {
        String owner = Postgres.newRole();
        database.execute(
                "CREATE ROLE " + owner, "ALTER TABLE bots OWNER TO " + owner, "ALTER ROLE " + owner + " CREATEDB");

        assertFound(
                "GRANT " + owner + " TO ROLE_X",
                owner + " has CREATEDB",
                owner + " may change public.bots",
                owner + " owns table public.bots");
    }

    @Test
    void a_superuser_it_may_change_to() throws SQLException {
        assertFound("GRANT " + superuser() + " TO ROLE_X", superuser + " is a superuser");
    }

    private String superuser = "";

    private String superuser() {
        superuser = Postgres.newRole();
        database.execute("CREATE ROLE " + superuser + " SUPERUSER");
        return superuser;
    }

    @Test
    void a_session_that_can_go_back_to_another_role() throws SQLException {
        String other = Postgres.newRole();
        database.execute("CREATE ROLE " + other, "GRANT " + other + " TO " + role);
        assertFound(
                "ALTER ROLE ROLE_X SET role = " + other, "the session runs as " + other + " and can go back to ROLE_X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT ON bots",
                "UPDATE ON bots",
                "DELETE ON bots",
                "TRUNCATE ON bots",
                "TRIGGER ON bots",
                "REFERENCES ON bots",
                "UPDATE (name) ON bots",
                "INSERT (id) ON bots",
                "REFERENCES (id) ON bots"
            })
    void a_right_to_change_a_table(String right) throws SQLException {
        assertFound("GRANT " + right + " TO ROLE_X", "ROLE_X may change public.bots");
    }

    @Test
    void a_right_of_everybody() throws SQLException {
        assertFound("GRANT DELETE ON bots TO PUBLIC", "ROLE_X may change public.bots");
    }

    @Test
    void a_right_to_change_through_a_view() throws SQLException {
        assertFound(
                "CREATE VIEW all_bots AS TABLE bots; GRANT UPDATE ON all_bots TO ROLE_X",
                "ROLE_X may change public.all_bots");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT USAGE ON SEQUENCE numbers TO ROLE_X | ROLE_X may advance sequence public.numbers",
                "GRANT UPDATE ON SEQUENCE numbers TO ROLE_X | ROLE_X may advance sequence public.numbers",
                "GRANT CREATE ON SCHEMA public TO PUBLIC | ROLE_X may create in schema public",
                "CREATE SCHEMA s AUTHORIZATION ROLE_X | ROLE_X may create in schema s; ROLE_X owns schema s",
                "SELECT lo_create(77); GRANT UPDATE ON LARGE OBJECT 77 TO ROLE_X | ROLE_X may change large object 77",
                "SELECT lo_create(77); GRANT UPDATE ON LARGE OBJECT 77 TO PUBLIC | everybody may change large object 77",
                "ALTER ROLE ROLE_X SET lo_compat_privileges = on"
                        + " | everybody may change large objects, because lo_compat_privileges is on",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO ROLE_X"
                        + " | ROLE_X owns function public.f()",
                "SELECT lo_create(77); ALTER LARGE OBJECT 77 OWNER TO ROLE_X" + " | ROLE_X owns large object 77",
                "CREATE EXTENSION postgres_fdw SCHEMA pg_catalog | ROLE_X may execute functions of extension postgres_fdw",
                "CREATE EXTENSION dblink | ROLE_X may execute functions of extension dblink",
                "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO ROLE_X | ROLE_X may execute pg_read_file(text)",
                "GRANT EXECUTE ON FUNCTION lo_export(oid, text) TO PUBLIC | ROLE_X may execute lo_export(oid,text)",
                "CREATE FUNCTION mine(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'"
                        + " | ROLE_X may execute public.mine(text), written in internal",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
                        + " | ROLE_X may execute public.f(), which is SECURITY DEFINER and acts as postgres",
                "CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO ROLE_X"
                        + " | ROLE_X may use foreign-data wrapper w",
                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER s TO PUBLIC"
                        + " | ROLE_X may use foreign server s",
                "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE far (x int) SERVER s;"
                        + " GRANT SELECT ON far TO ROLE_X | ROLE_X may read foreign table public.far"
            })
    void a_right_that_leads_further(String grant, String findings) throws SQLException {
        assertFound(grant, findings.split("; "));
    }

    @Test
    void a_right_in_the_database() throws SQLException {
        assertFound(
                "GRANT CREATE ON DATABASE " + database.name() + " TO ROLE_X",
                "ROLE_X may create in database " + database.name());
    }

    @Test
    void a_tablespace() throws SQLException {
        assertFound("GRANT CREATE ON TABLESPACE pg_default TO ROLE_X", "ROLE_X may create in tablespace pg_default");
    }

    @Test
    void something_in_another_database() throws SQLException {
        Postgres other = Postgres.empty();
        other.execute("CREATE TABLE t (x int)", "ALTER TABLE t OWNER TO " + role);

        assertThat(findings()).containsExactly(role + " owns something in database " + other.name());
    }

    @Test
    void a_parameter_of_the_server() throws SQLException {
        assumeTrue(database.version() >= 15, "older servers cannot grant it");
        assertFound(
                "GRANT SET ON PARAMETER session_replication_role TO ROLE_X", "ROLE_X may set session_replication_role");
    }

    @Test
    void what_it_cannot_reach_is_no_finding() throws SQLException {
        database.execute(
                "CREATE SCHEMA apart",
                "CREATE EXTENSION dblink SCHEMA apart",
                "CREATE EXTENSION pgcrypto",
                "CREATE TYPE span AS RANGE (subtype = float8)",
                "CREATE FUNCTION apart.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
                "CREATE FUNCTION g() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
                "REVOKE EXECUTE ON FUNCTION g() FROM PUBLIC");

        assertThat(findings()).isEmpty();
    }

    @Test
    void a_long_list_is_cut() throws SQLException {
        database.execute("SELECT 1");
        for (int i = 0; i < 25; i++) {
            database.execute("CREATE TABLE t" + i + " (x int)", "GRANT DELETE ON t" + i + " TO " + role);
        }

        assertThat(findings()).hasSize(21).last().isEqualTo("… and more of this kind");
    }
}
